package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What a kind of mail says: its templates for the subject, the plain text and the HTML, where everything is escaped. */
final class Letter {

    private final Template subject;
    private final Template text;
    private final Template html;

    Letter(String name) {
        var plain = Mustache.compiler()
                .withLoader(Letter::template)
                .escapeHTML(false)
                .emptyStringIsFalse(true);
        subject = plain.loadTemplate(name + ".subject.txt");
        text = plain.loadTemplate(name + ".txt");
        html = plain.escapeHTML(true).loadTemplate(name + ".html");
    }

    String subject(Object content) {
        return subject.execute(content).strip();
    }

    String text(Object content) {
        return text.execute(content);
    }

    String html(Object content) {
        return html.execute(content);
    }

    private static Reader template(String name) {
        try (var in = Objects.requireNonNull(
                        Letter.class.getResourceAsStream("/mail/" + name), "no mail template " + name);
                var reader = new InputStreamReader(in, UTF_8)) {
            return Reader.of(reader.readAllAsString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
