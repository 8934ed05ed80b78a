package io.laurel.worker.cohort;

import io.laurel.contracts.IssueCredential;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Sends commands as the window has room for them. The position is saved after the broker has them, so that a restart sends
 * one chunk again at most.
 */
class CommandWriter implements ItemStreamWriter<IssueCredential> {

    private static final String COMMANDS = "sent.commands";
    private static final String LAST_ROW = "sent.lastRow";

    private static final int CHUNKS_BETWEEN_TIDYING = 50;

    private final SubmittableRows rows;
    private final CommandSender sender;
    private final UndecidedWindow window;
    private final Runnable tidying;
    private int chunks;
    private SentSoFar sent = new SentSoFar(0, 0);

    CommandWriter(SubmittableRows rows, CommandSender sender, UndecidedWindow window, Runnable tidying) {
        this.rows = rows;
        this.sender = sender;
        this.window = window;
        this.tidying = tidying;
    }

    @Override
    public void open(ExecutionContext context) {
        sent = context.containsKey(COMMANDS)
                ? new SentSoFar(context.getLong(COMMANDS), context.getInt(LAST_ROW))
                : rows.none();
    }

    @Override
    public void write(Chunk<? extends IssueCredential> commands) throws JobInterruptedException {
        window.awaitRoomFor(commands.size(), sent);
        if (++chunks % CHUNKS_BETWEEN_TIDYING == 0) {
            tidying.run();
        }
        sender.send(commands.getItems());
        var last = commands.getItems().getLast();
        sent = new SentSoFar(
                sent.commands() + commands.size(), CommandReader.rowOf(last).row());
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(COMMANDS, sent.commands());
        context.putInt(LAST_ROW, sent.lastRow());
    }
}
