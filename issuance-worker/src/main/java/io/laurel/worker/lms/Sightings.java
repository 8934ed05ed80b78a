package io.laurel.worker.lms;

import io.laurel.worker.lms.location.Arrival;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tells files that are complete from those that may still be growing, by two looks, whichever workers make them. */
@Repository
class Sightings {

    /** Beside a file, and no older, it says that it is complete. */
    static final String DONE = ".done";

    private final JdbcClient database;
    private final LmsSettings settings;
    private final Clock clock;

    Sightings(JdbcClient database, LmsSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Those that nobody writes any more. */
    @Transactional
    public Set<Arrival> complete(Source source, List<Arrival> listed) {
        note(source.id(), listed);
        var times = listed.stream().collect(Collectors.toMap(Arrival::name, Arrival::modifiedAt));
        var settledBefore = clock.instant().minus(settings.settle());
        var settled = database
                .sql("select name, version, seen_at from lms_sighting where source_id = ?")
                .param(source.id())
                .query((row, n) -> Map.entry(
                        row.getString("name"),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .filter(seen -> !seen.getValue().isAfter(settledBefore))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return listed.stream()
                .filter(file -> settled.contains(file.name()) || isDeclared(file, times))
                .collect(Collectors.toSet());
    }

    /** A marker that is older than the file speaks of the one that lay there before. */
    private static boolean isDeclared(Arrival file, Map<String, Instant> times) {
        var declared = times.get(file.name() + DONE);
        return declared != null && !declared.isBefore(file.modifiedAt());
    }

    /** When each was first seen as it is now. */
    private void note(UUID source, List<Arrival> listed) {
        var names = array(listed, Arrival::name);
        database.sql("delete from lms_sighting where source_id = ? and name <> all (?)")
                .param(source)
                .param(names)
                .update();
        database.sql("""
                        insert into lms_sighting (source_id, name, version, seen_at)
                        select ?, name, version, ? from unnest(?, ?) as t (name, version)
                        on conflict (source_id, name) do update set version = excluded.version, seen_at = excluded.seen_at
                        where lms_sighting.version <> excluded.version
                        """)
                .param(source)
                .param(Timestamp.from(clock.instant()))
                .param(names)
                .param(array(listed, Arrival::version))
                .update();
    }

    private static String[] array(List<Arrival> listed, Function<Arrival, String> text) {
        return listed.stream().map(text).toArray(String[]::new);
    }
}
