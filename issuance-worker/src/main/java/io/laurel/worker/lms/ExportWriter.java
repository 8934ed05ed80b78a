package io.laurel.worker.lms;

import io.laurel.worker.cohort.Staging;
import io.laurel.worker.copy.BinaryCopy;
import io.laurel.worker.lms.profile.ExportRow;
import io.laurel.worker.lms.profile.ExportRow.Earned;
import io.laurel.worker.lms.profile.ExportRow.Faulty;
import io.laurel.worker.lms.profile.ExportRow.NotEarned;
import io.laurel.worker.lms.profile.ExportRow.PassedOver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down what a chunk of an export says, in the transaction that also saves the position: who earned goes into the cohort,
 * joined with who they are; what needs a person's eyes into the report; how many there are into the file's entry.
 */
class ExportWriter implements ItemWriter<ExportRow> {

    private final JdbcClient database;
    private final JdbcTemplate copying;
    private final Staging staging;
    private final MeterRegistry metrics;
    private final Source source;
    private final LmsFile file;

    ExportWriter(
            JdbcClient database,
            JdbcTemplate copying,
            Staging staging,
            MeterRegistry metrics,
            Source source,
            LmsFile file) {
        this.database = database;
        this.copying = copying;
        this.staging = staging;
        this.metrics = metrics;
        this.source = source;
        this.file = file;
    }

    /** Who has a key, as the join files say. */
    private record Known(
            String key, @Nullable String name, @Nullable String email, int addresses) {}

    private record Fault(int row, long line, String kind, String why) {}

    @Override
    public void write(Chunk<? extends ExportRow> rows) {
        var earned = new ArrayList<Earned>();
        var faults = new ArrayList<Fault>();
        var notEarned = 0;
        var passedOver = 0;
        var faulty = 0;
        for (ExportRow row : rows) {
            switch (row) {
                case Earned one -> earned.add(one);
                case NotEarned _ -> notEarned++;
                case PassedOver one -> {
                    passedOver++;
                    faults.add(new Fault(one.row(), one.line(), "passed_over", one.why()));
                }
                case Faulty one -> {
                    faulty++;
                    faults.add(new Fault(one.row(), one.line(), "faulty", one.why()));
                }
            }
        }
        var joined = join(earned);
        var unknown = joined.stream().filter(row -> row.problem() != null).toList();
        unknown.forEach(row ->
                faults.add(new Fault(row.number(), row.line(), "unknown", Objects.requireNonNull(row.problem()))));
        staging.stage(file.cohort(), joined);
        report(faults);
        count(earned.size(), notEarned, passedOver, faulty, unknown.size());
    }

    private List<Staging.Row> join(List<Earned> earned) {
        if (source.joinFiles().isEmpty()) {
            return earned.stream()
                    .map(row -> new Staging.Row(row.row(), row.line(), row.name(), row.email(), null))
                    .toList();
        }
        var known = known(earned);
        var isNeeded = source.profile().joinFiles().stream().anyMatch(join -> join.isRequired());
        return earned.stream()
                .map(row -> joined(row, row.key() == null ? null : known.get(row.key()), isNeeded))
                .toList();
    }

    /** One query for a chunk. A person may be in a join file more than once, but has one address. */
    private Map<String, Known> known(List<Earned> earned) {
        return database
                .sql("""
                        select key, min(name) as name, min(email) as email, count(distinct lower(trim(email))) as addresses
                        from lms_person
                        where file_id = any (array_append((select joins from lms_file where id = ?), ?)) and key = any (?)
                        group by key
                        """)
                .param(file.id())
                .param(file.id())
                .param(earned.stream().map(Earned::key).filter(Objects::nonNull).toArray(String[]::new))
                .query((row, n) -> new Known(
                        row.getString("key"), row.getString("name"), row.getString("email"), row.getInt("addresses")))
                .list()
                .stream()
                .collect(Collectors.toMap(Known::key, Function.identity()));
    }

    private static Staging.Row joined(Earned row, @Nullable Known person, boolean isNeeded) {
        var name = person == null || person.name() == null ? row.name() : person.name();
        var email = person == null || person.email() == null ? row.email() : person.email();
        return new Staging.Row(row.row(), row.line(), name, email, whyNobody(row, person, email, isNeeded));
    }

    private static @Nullable String whyNobody(
            Earned row, @Nullable Known person, @Nullable String email, boolean isNeeded) {
        if (person != null && person.addresses() > 1) {
            return "The join file has several addresses for the key " + row.key() + ".";
        }
        if (!isNeeded) {
            return null;
        }
        if (person == null) {
            return "Nobody in the join file has the key " + row.key() + ".";
        }
        return email == null || email.isBlank() ? "The join file has no address for the key " + row.key() + "." : null;
    }

    private void report(List<Fault> faults) {
        var copy = new BinaryCopy("lms_fault", "file_id", "row", "line", "kind", "why");
        for (var fault : faults) {
            copy.row()
                    .uuid(file.id())
                    .integer(fault.row())
                    .bigint(fault.line())
                    .text(fault.kind())
                    .text(fault.why().replace('\0', '\uFFFD'));
        }
        copying.execute((ConnectionCallback<Long>) copy::execute);
    }

    private void count(int earned, int notEarned, int passedOver, int faulty, int unknown) {
        database.sql("""
                        update lms_file
                        set rows_earned = rows_earned + ?, rows_not_earned = rows_not_earned + ?,
                            rows_passed_over = rows_passed_over + ?, rows_faulty = rows_faulty + ?,
                            rows_unknown = rows_unknown + ?
                        where id = ?
                        """)
                .params(earned, notEarned, passedOver, faulty, unknown, file.id())
                .update();
        metrics.counter("laurel.worker.lms.rows", "kind", "earned").increment(earned);
        metrics.counter("laurel.worker.lms.rows", "kind", "not_earned").increment(notEarned);
        metrics.counter("laurel.worker.lms.rows", "kind", "passed_over").increment(passedOver);
        metrics.counter("laurel.worker.lms.rows", "kind", "faulty").increment(faulty);
        metrics.counter("laurel.worker.lms.rows", "kind", "unknown").increment(unknown);
    }
}
