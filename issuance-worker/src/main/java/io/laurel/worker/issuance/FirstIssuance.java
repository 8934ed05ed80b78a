package io.laurel.worker.issuance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.laurel.contracts.BadgeId;
import io.laurel.worker.issuance.Recording.OvertakenException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the first credential of a badge says what the badge says. Until there is one, an organization may change
 * the badge, or delete it; and it may do so between our look-up and our record. From the first one on nothing changes any
 * more but whether the badge is active, so each badge is asked about once.
 */
@Component
class FirstIssuance {

    private static final int MOST_REMEMBERED = 100_000;

    private final JdbcClient jdbc;
    private final Cache<BadgeId, Boolean> issued =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    FirstIssuance(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds the badges that may have no credential yet until this transaction ends, and asks whether they are still as they
     * were looked up.
     */
    void requireUnchanged(Collection<Signed> signed) {
        var first = badges(signed)
                .filter(badge -> issued.getIfPresent(badge.id()) == null)
                .collect(Collectors.toSet());
        if (first.isEmpty()) {
            return;
        }
        var ids = first.stream().map(badge -> badge.id().value()).toArray(UUID[]::new);
        jdbc.sql("select hold_badges(?)").param(ids).query(row -> {});
        var now = Set.copyOf(jdbc.sql(LookUp.BADGES)
                .param(ids)
                .query((row, number) -> LookUp.badge(row))
                .list());
        if (!now.equals(first)) {
            throw new OvertakenException(null);
        }
    }

    /** The credentials are there for good. */
    void recorded(Collection<Signed> signed) {
        badges(signed).forEach(badge -> issued.put(badge.id(), true));
    }

    private static Stream<IssuableBadge> badges(Collection<Signed> signed) {
        return signed.stream().map(one -> one.issue().badge()).distinct();
    }
}
