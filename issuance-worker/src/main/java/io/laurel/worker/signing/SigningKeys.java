package io.laurel.worker.signing;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.SignatureProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, rotates and opens organizations' signing keys. The private halves leave neither this service nor, unsealed, its
 * memory. A retired key stays, so that what it signed can be checked for ever; it signs nothing that is recorded after its
 * retirement (see {@link #inUse}).
 */
@Component
public final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RotationLocks locks;
    private final KeySeal seal;
    private final SecureRandom random;
    private final Clock clock;
    private final PublicAddresses addresses;
    private final SignatureProvider provider;
    private final MeterRegistry metrics;

    SigningKeys(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            RotationLocks locks,
            KeySeal seal,
            SecureRandom random,
            Clock clock,
            PublicAddresses addresses,
            SignatureSettings settings,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.locks = locks;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
        this.addresses = addresses;
        this.provider = settings.provider();
        this.metrics = metrics;
    }

    /** Makes the organization's key, unless it has one; safe to repeat and to race. */
    public void generate(OrganizationId organization) {
        var id = UUID.randomUUID();
        if (insert(id, organization, clock.instant()) == 1) {
            made("generated", organization, id, List.of());
        }
    }

    /**
     * Makes the organization a new key and retires what it had, also the key of its JWTs: a new one of those is made when it
     * is needed. The new key's id is the request's, so a request that is repeated, or raced, rotates once.
     */
    public void rotate(OrganizationId organization, UUID request) {
        Optional<List<UUID>> retired = transaction.execute(status -> {
            locks.exclusive(organization);
            if (exists(request)) {
                return Optional.empty();
            }
            var now = clock.instant();
            var before = retire(organization, now);
            // A first key is made without the lock; where one was made just now, this is tried again.
            if (insert(request, organization, now) == 0) {
                throw new ConcurrencyFailureException("another signing key was made meanwhile for " + organization);
            }
            return Optional.of(before);
        });
        retired.ifPresent(before -> made("rotated", organization, request, before));
    }

    /**
     * The organizations' keys in use, which stay so until the transaction at hand ends: a rotation waits for it. Whoever
     * records something under one of these, in the same transaction, has recorded it before the key was retired.
     *
     * @return nothing for an organization without a key
     */
    public Map<OrganizationId, UUID> inUse(Collection<OrganizationId> organizations) {
        locks.shared(organizations);
        // A statement of its own, so that it sees what was committed while the lock was waited for.
        return jdbc
                .sql(
                        "select organization_id, id from signing_key where organization_id = any (?) and retired_at is null")
                .param(organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .query((row, n) -> Map.entry(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getObject("id", UUID.class)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Opens a key of {@code signing_key}. */
    public IssuerKey open(String organizationSlug, UUID id) {
        return new IssuerKey(addresses.verificationMethod(organizationSlug, id), pair(id));
    }

    private boolean exists(UUID id) {
        return jdbc.sql("select exists (select from signing_key where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private List<UUID> retire(OrganizationId organization, Instant now) {
        return jdbc.sql("""
                        with jwt as (
                            update jwt_key set retired_at = ? where organization_id = ? and retired_at is null returning id),
                        proof as (
                            update signing_key set retired_at = ? where organization_id = ? and retired_at is null
                            returning id)
                        select id from jwt union all select id from proof
                        """)
                .params(Timestamp.from(now), organization.value(), Timestamp.from(now), organization.value())
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    private int insert(UUID id, OrganizationId organization, Instant now) {
        var pair = Ed25519KeyPair.generate(random);
        return jdbc.sql("""
                        insert into signing_key (id, organization_id, public_key_multibase, sealed_private_key, created_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id) where retired_at is null do nothing
                        """)
                .params(
                        id,
                        organization.value(),
                        pair.publicKeyMultibase(),
                        seal.seal(pair.seed(), sealName(id)),
                        Timestamp.from(now))
                .update();
    }

    private void made(String how, OrganizationId organization, UUID key, List<UUID> retired) {
        metrics.counter("laurel.worker.signing-keys", "made", how).increment();
        LOG.atInfo()
                .addKeyValue("organization", organization)
                .addKeyValue("key", key)
                .addKeyValue("retired", retired)
                .log("signing key {}", how);
    }

    private Ed25519KeyPair pair(UUID id) {
        var sealed = jdbc.sql("select sealed_private_key from signing_key where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
        return Ed25519KeyPair.of(seal.open(sealed, sealName(id)), provider);
    }

    private static String sealName(UUID id) {
        return "signing-key/" + id;
    }
}
