package io.laurel.localstack.mailbox;

import io.laurel.localstack.mailbox.MailFile.KeptMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Which mails are asked for.
 *
 * @param to only those to this address
 * @param limit at most so many; all of them by default
 * @param offset leave out so many of the newest
 */
record MailQuery(Optional<String> to, int limit, int offset) {

    static MailQuery of(Fields parameters) {
        return new MailQuery(
                Optional.ofNullable(parameters.getValue("to")).filter(to -> !to.isBlank()),
                number(parameters.getValue("limit"), Integer.MAX_VALUE),
                number(parameters.getValue("offset"), 0));
    }

    MailQuery limitedTo(int most) {
        return new MailQuery(to, Math.min(limit, most), offset);
    }

    /** Read one by one while they are used, newest first. */
    Stream<Mail> select(MailFile mails) {
        return mails.newestFirst(to)
                .mapToObj(number -> read(mails, number))
                .flatMap(Optional::stream)
                .filter(mail -> to.map(mail::isTo).orElse(true))
                .skip(offset)
                .limit(limit)
                .map(KeptMail::read);
    }

    private static Optional<KeptMail> read(MailFile mails, int number) {
        try {
            return mails.read(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(@Nullable String value, int otherwise) {
        if (value != null && !value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("limit and offset are whole numbers");
        }
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
