package io.laurel.worker.signing;

import io.laurel.contracts.OrganizationId;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the rotation of an organization's keys apart from whatever is recorded under them: an advisory lock, shared by
 * recordings, held alone by a rotation, released with the transaction. Unlike a lock on the key's row it writes nothing,
 * and a rotation that waits is not overtaken for ever.
 */
@Component
class RotationLocks {

    /** Sets these locks apart from the others of the database. */
    private static final int SPACE = 0x6c61_7572;

    private final JdbcClient jdbc;

    RotationLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Two organizations may share a lock, which costs them nothing but a wait; always taken in one order. */
    void shared(Collection<OrganizationId> organizations) {
        jdbc.sql("select pg_advisory_xact_lock_shared(?, lock) from unnest(?::integer[]) as wanted (lock)")
                .params(
                        SPACE,
                        organizations.stream()
                                .map(RotationLocks::of)
                                .distinct()
                                .sorted()
                                .toArray(Integer[]::new))
                .query(row -> {});
    }

    void exclusive(OrganizationId organization) {
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(SPACE, of(organization))
                .query(row -> {});
    }

    private static int of(OrganizationId organization) {
        return organization.value().hashCode();
    }
}
