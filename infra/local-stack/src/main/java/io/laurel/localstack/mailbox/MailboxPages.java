package io.laurel.localstack.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mailbox for a browser. */
final class MailboxPages {

    private static final int PAGE = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final Mustache.Compiler TEMPLATES =
            Mustache.compiler().nullValue("").withLoader(MailboxPages::open);
    private static final Template LIST = template("list");
    private static final Template ONE = template("mail");

    private MailboxPages() {}

    static String list(MailFile mails, MailQuery query) {
        var page = query.limitedTo(PAGE);
        long total = mails.newestFirst(page.to()).count();
        var to = page.to().orElse("");
        return LIST.execute(Map.of(
                "mails", page.select(mails).map(MailboxPages::row).toList(),
                "total", "%,d".formatted(total),
                "to", to,
                "newer", link(to, page.offset() > 0, Math.max(0, page.offset() - PAGE)),
                "older", link(to, page.offset() + PAGE < total, page.offset() + PAGE)));
    }

    static String one(Mail mail) {
        var values = row(mail);
        values.put("hasHtml", mail.html() != null);
        values.put("text", mail.text());
        return ONE.execute(values);
    }

    /** The mail's own page; its links open beside the mailbox. */
    static String html(Mail mail) {
        return "<base target=\"_blank\">" + Objects.requireNonNullElse(mail.html(), "");
    }

    private static Map<String, @Nullable Object> row(Mail mail) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", mail.id());
        values.put("to", mail.to());
        values.put("from", mail.from());
        values.put("subject", mail.subject());
        values.put("time", time(mail.receivedAt()));
        return values;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static List<String> link(String to, boolean exists, int offset) {
        return exists
                ? List.of("/?offset=" + offset + (to.isEmpty() ? "" : "&to=" + URLEncoder.encode(to, UTF_8)))
                : List.of();
    }

    private static Template template(String name) {
        try (var reader = open(name)) {
            return TEMPLATES.compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStreamReader open(String name) {
        var resource = Optional.ofNullable(MailboxPages.class.getResourceAsStream("/mailbox/" + name + ".html"));
        return new InputStreamReader(resource.orElseThrow(), UTF_8);
    }
}
