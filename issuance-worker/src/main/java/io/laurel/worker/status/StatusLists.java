package io.laurel.worker.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.status.StatusList;
import io.laurel.openbadges.status.StatusListSigner;
import io.laurel.worker.signing.SigningKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Array;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs the status lists that changed. Each is read and signed once for all the changes that were waiting; a change that
 * comes meanwhile waits for the next round. One worker at a time does it, so that no older list replaces a newer one. A list
 * that nothing changes keeps its signature when its key is retired, and stays as true as the credentials that the key signed.
 */
@Component
class StatusLists {

    private static final Logger LOG = LoggerFactory.getLogger(StatusLists.class);
    private static final long ROUND_LOCK = 0x6c61_7572_656cL;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SigningKeys keys;
    private final PublicAddresses addresses;
    private final Clock clock;
    private final Counter signatures;

    StatusLists(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            SigningKeys keys,
            PublicAddresses addresses,
            Clock clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
        this.signatures = metrics.counter("laurel.worker.status-lists.signed");
    }

    /** A list, and the changes that its next signature covers. */
    private record Changed(OrganizationId organizationId, String slug, int number, Array changes) {}

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void signChanged() {
        try {
            transaction.executeWithoutResult(status -> {
                if (mayRun()) {
                    sign(changed());
                }
            });
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("status lists could not be signed; the next round tries again");
        }
    }

    private boolean mayRun() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(ROUND_LOCK)
                .query(Boolean.class)
                .single();
    }

    private List<Changed> changed() {
        return jdbc.sql("""
                        select c.organization_id, o.slug, c.number, array_agg(c.id) as changes
                        from status_list_change c
                        join organization o on o.id = c.organization_id
                        where exists (select from signing_key where organization_id = o.id and retired_at is null)
                        group by c.organization_id, o.slug, c.number
                        order by min(c.id)
                        limit 100
                        """)
                .query((row, n) -> new Changed(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("slug"),
                        row.getInt("number"),
                        row.getArray("changes")))
                .list();
    }

    private void sign(List<Changed> changed) {
        var inUse = keys.inUse(
                changed.stream().map(Changed::organizationId).distinct().toList());
        for (var one : changed) {
            sign(
                    one,
                    Objects.requireNonNull(
                            inUse.get(one.organizationId()), "a key was taken away and none put in its place"));
        }
    }

    private void sign(Changed changed, UUID key) {
        var list = StatusList.of(StatusList.LEAST_ENTRIES);
        jdbc.sql("""
                        select status_index from credential
                        where organization_id = ? and status_list = ? and revoked_at is not null
                        """)
                .params(changed.organizationId().value(), changed.number())
                .query(Integer.class)
                .list()
                .forEach(list::revoke);
        var now = clock.instant();
        var document = new StatusListSigner(keys.open(changed.slug(), key))
                .sign(addresses.statusList(changed.slug(), changed.number()), addresses.did(changed.slug()), list, now);
        jdbc.sql("""
                        insert into status_list (organization_id, number, document, signed_at) values (?, ?, ?, ?)
                        on conflict (organization_id, number) do update
                            set document = excluded.document, signed_at = excluded.signed_at
                        """)
                .params(
                        changed.organizationId().value(),
                        changed.number(),
                        new String(document, UTF_8),
                        Timestamp.from(now))
                .update();
        jdbc.sql("delete from status_list_change where id = any (?)")
                .param(changed.changes())
                .update();
        signatures.increment();
    }
}
