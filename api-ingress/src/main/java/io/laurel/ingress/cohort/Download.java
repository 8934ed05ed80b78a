package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.laurel.contracts.CohortId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes all rows of a cohort, some thousand at a time: no more is held, and no transaction stays open meanwhile. */
@Component
class Download {

    private static final int AT_ONCE = 5_000;

    private final Results results;
    private final JsonMapper json;

    Download(Results results, JsonMapper json) {
        this.results = results;
        this.json = json;
    }

    /** The forms of a download. */
    enum Form {
        CSV("text/csv;charset=UTF-8", "csv"),
        NDJSON("application/x-ndjson", "ndjson");

        private final String type;
        private final String extension;

        Form(String type, String extension) {
            this.type = type;
            this.extension = extension;
        }

        String type() {
            return type;
        }

        String extension() {
            return extension;
        }

        /** The one that is asked for; none where JSON is as welcome. */
        static Optional<Form> accepted(@Nullable String accept) {
            try {
                for (var range : MediaType.parseMediaTypes(accept)) {
                    if (range.includes(MediaType.APPLICATION_JSON)) {
                        return Optional.empty();
                    }
                    for (var form : values()) {
                        if (range.equalsTypeAndSubtype(MediaType.parseMediaType(form.type))) {
                            return Optional.of(form);
                        }
                    }
                }
            } catch (InvalidMediaTypeException e) {
                return Optional.empty();
            }
            return Optional.empty();
        }
    }

    void write(CohortId cohort, @Nullable String outcome, Form form, OutputStream out) throws IOException {
        switch (form) {
            case CSV -> csv(cohort, outcome, out);
            case NDJSON -> ndjson(cohort, outcome, out);
        }
    }

    private void csv(CohortId cohort, @Nullable String outcome, OutputStream out) throws IOException {
        var csv = CsvWriter.builder().build(new OutputStreamWriter(out, UTF_8));
        csv.writeRecord(
                "row",
                "line",
                "name",
                "email",
                "recipient_state",
                "planned_state",
                "outcome",
                "reason",
                "credential_id",
                "id");
        for (int last = 0; ; ) {
            var rows = results.after(cohort, last, outcome, AT_ONCE, 0);
            for (var row : rows) {
                csv.writeRecord(fields(row));
            }
            csv.flush();
            if (rows.size() < AT_ONCE) {
                return;
            }
            last = rows.getLast().row();
        }
    }

    private static List<String> fields(ResultRow row) {
        return List.of(
                Integer.toString(row.row()),
                text(row.line()),
                text(row.name()),
                text(row.email()),
                text(row.recipientState()),
                text(row.plannedState()),
                row.outcome(),
                text(row.reason()),
                text(row.credentialId()),
                text(row.id()));
    }

    /** A field that a spreadsheet would take for a formula is shown as the text that it is. */
    private static String text(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void ndjson(CohortId cohort, @Nullable String outcome, OutputStream out) throws IOException {
        for (int last = 0; ; ) {
            var rows = results.after(cohort, last, outcome, AT_ONCE, 0);
            for (var row : rows) {
                out.write(json.writeValueAsBytes(row));
                out.write('\n');
            }
            out.flush();
            if (rows.size() < AT_ONCE) {
                return;
            }
            last = rows.getLast().row();
        }
    }
}
