package io.laurel.localstack.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** The mail server: SMTP on one port, what it received on another. */
public final class Mailbox implements AutoCloseable {

    private static final String FILE = "mails";

    private final MailFile mails;
    private final SmtpServer smtp;
    private final Server http;

    private Mailbox(MailFile mails, SmtpServer smtp, Server http) {
        this.mails = mails;
        this.smtp = smtp;
        this.http = http;
    }

    /**
     * Opens the mailbox; what it received earlier is there again.
     *
     * @param folder keeps the mails
     */
    public static Mailbox start(Path folder, int smtpPort, int httpPort, InstantSource clock) throws IOException {
        var mails = MailFile.open(folder.resolve(FILE));
        var http = MailboxHttp.start(httpPort, mails);
        return new Mailbox(mails, SmtpServer.start(smtpPort, mails, clock), http);
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** How many mails it holds. */
    public int size() {
        return mails.size();
    }

    @Override
    public void close() throws IOException {
        smtp.close();
        LifeCycle.stop(http);
        mails.close();
    }
}
