package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.MailBadge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What mails show of badges; remembered for seconds, asked for with one query per batch at most. */
@Repository
class BadgeCatalogue {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(MailBadge badge, Instant readAt) {}

    BadgeCatalogue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The badges of these ids; one that does not exist is absent. */
    Map<UUID, MailBadge> badges(Collection<UUID> ids) {
        var now = clock.instant();
        var wanted = ids.stream().distinct().toList();
        var stale = wanted.stream().filter(id -> !isFresh(id, now)).toList();
        if (!stale.isEmpty()) {
            read(stale, now);
        }
        var badges = new HashMap<UUID, MailBadge>();
        for (var id : wanted) {
            var entry = entries.get(id);
            if (entry != null) {
                badges.put(id, entry.badge());
            }
        }
        return badges;
    }

    private boolean isFresh(UUID id, Instant now) {
        var entry = entries.get(id);
        return entry != null && entry.readAt().plus(REMEMBERED).isAfter(now);
    }

    private void read(Collection<UUID> ids, Instant now) {
        if (entries.size() > MOST_REMEMBERED) {
            entries.clear();
        }
        jdbc.sql("""
                        select b.id, b.name, b.description, b.image_sha256, o.slug as organization_slug, o.name as organization_name
                        from badge b
                        join organization o on o.id = b.organization_id
                        where b.id in (:ids)
                        """).param("ids", ids).query(row -> {
            entries.put(
                    row.getObject("id", UUID.class),
                    new Entry(
                            new MailBadge(
                                    row.getString("name"),
                                    row.getString("description"),
                                    row.getString("image_sha256"),
                                    row.getString("organization_slug"),
                                    row.getString("organization_name")),
                            now));
        });
    }
}
