package io.laurel.notifier.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.Messages;
import io.laurel.contracts.Notice;
import io.laurel.notifier.mail.NoticeComposer;
import io.laurel.notifier.mail.OneLine;
import io.laurel.notifier.queue.BatchColumns;
import io.laurel.notifier.queue.NoticeBook;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The mails to accounts. A row holds its notice only until the mail is sent or given up: its link may carry a token. People
 * wait for these, so they go before the mails of a cohort.
 */
@Component
@Order(1)
class AccountMails implements MailQueue, NoticeBook {

    private final JdbcTemplate jdbc;
    private final NoticeComposer composer;
    private final Clock clock;
    private final MailTable table;

    AccountMails(JdbcTemplate jdbc, NoticeComposer composer, Clock clock) {
        this.jdbc = jdbc;
        this.composer = composer;
        this.clock = clock;
        this.table = new MailTable(jdbc, clock, "account_notice", "id", "notice = null");
    }

    @Override
    public int enter(List<Notice> notices) {
        // In one order everywhere, so that two notifiers entering the same ones after a rebalance do not deadlock.
        var ordered = notices.stream().sorted(Comparator.comparing(Notice::id)).toList();
        var now = Timestamp.from(clock.instant());
        return jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    insert into account_notice (id, kind, recipient_email, notice, state, next_attempt_at, created_at)
                    select n.id, n.kind, n.recipient_email, n.notice, 'due', ?, ?
                    from unnest(?, ?, ?, ?) as n (id, kind, recipient_email, notice)
                    on conflict (id) do nothing
                    """);
            statement.setTimestamp(1, now);
            statement.setTimestamp(2, now);
            var columns = new BatchColumns<>(statement, 3, ordered);
            columns.add("uuid", Notice::id);
            columns.add("text", notice -> notice.getClass().getSimpleName());
            // A character that the database cannot hold would stop the topic for good; JSON escapes those of the
            // notice.
            columns.add("text", notice -> OneLine.of(notice.to().email()));
            columns.add("text", notice -> new String(Messages.write(notice), UTF_8));
            return statement;
        });
    }

    @Override
    public String kind() {
        return "account";
    }

    @Override
    public List<DueMail> claim(int most) {
        return jdbc.query(
                """
                select id, notice, attempts
                from account_notice
                where state = 'due' and next_attempt_at <= ?
                order by next_attempt_at
                limit ?
                for update skip locked
                """,
                (row, number) -> {
                    var notice = row.getString("notice");
                    return new DueMail(row.getObject("id", UUID.class), row.getInt("attempts"), () -> write(notice));
                },
                Timestamp.from(clock.instant()),
                most);
    }

    private MimeMessage write(String notice) throws MessagingException {
        try {
            return composer.compose(Messages.read(notice.getBytes(UTF_8), Notice.class));
        } catch (Messages.UnreadableMessageException e) {
            // Without the cause: it quotes from the notice.
            throw new MessagingException("the notice is of a kind that this release does not know");
        }
    }

    @Override
    public void settle(List<Settlement> settlements) {
        table.settle(settlements);
    }

    @Override
    public Backlog backlog() {
        return table.backlog();
    }
}
