package io.laurel.localstack.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Mails as JSON, written while they are read. */
final class MailJson {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule().addSerializer(Instant.class, new Timestamp()))
            .build();

    private MailJson() {}

    static void write(Mail mail, Response response) throws IOException {
        try (var output = Content.Sink.asOutputStream(response)) {
            JSON.writeValue(output, mail);
        }
    }

    static void writeAll(Stream<Mail> mails, Response response) throws IOException {
        try (var output = Content.Sink.asOutputStream(response);
                var array = JSON.writer().writeValuesAsArray(output)) {
            mails.forEach(array::write);
        }
    }

    private static final class Timestamp extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(MILLISECONDS.format(instant));
        }
    }
}
