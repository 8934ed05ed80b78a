package io.laurel.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Writes the mails to a folder, to look at them in a browser. Arguments: the folder, and the URL of a badge's image. */
final class MailPreview {

    private MailPreview() {}

    public static void main(String[] args) throws IOException, MessagingException {
        var folder = Files.createDirectories(Path.of(args[0]));
        var composer = TestMails.composer(TestMails.server(0), Clock.systemUTC());
        var badge = TestMails.badge("Concurrent Programming", "Northwind Institute of Technology");
        write(folder, "issued", args[1], composer, TestMails.to("Ada Lovelace", "ada@example.com", null, badge));
        write(
                folder,
                "renewed",
                args[1],
                composer,
                TestMails.to("عبد الله بن مسعود", "a@example.com", "CRD-AAAAAAA1", badge));
    }

    private static void write(Path folder, String name, String image, MailComposer composer, CredentialMail mail)
            throws IOException, MessagingException {
        var content = (MimeMultipart) composer.compose(mail).getContent();
        var html = (String) content.getBodyPart(1).getContent();
        Files.writeString(
                folder.resolve(name + ".html"),
                html.replace("http://localhost:8080/images/" + mail.badge().imageSha256() + ".png", image));
        Files.writeString(
                folder.resolve(name + ".txt"), (String) content.getBodyPart(0).getContent());
    }
}
