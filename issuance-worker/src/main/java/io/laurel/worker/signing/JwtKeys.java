package io.laurel.worker.signing;

import io.laurel.contracts.OrganizationId;
import io.laurel.openbadges.key.RsaKeyPair;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Organizations' RSA keys, which sign JWTs and nothing else; made when first needed, retired with the signing key. */
@Component
public final class JwtKeys {

    private static final Logger LOG = LoggerFactory.getLogger(JwtKeys.class);

    private final JdbcClient jdbc;
    private final RotationLocks locks;
    private final KeySeal seal;
    private final SecureRandom random;
    private final Clock clock;

    JwtKeys(JdbcClient jdbc, RotationLocks locks, KeySeal seal, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.locks = locks;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
    }

    /** A key that is opened. */
    public record InUse(UUID id, RsaKeyPair pair) {}

    /** Makes the organization's key, unless it has one; safe to repeat and to race. */
    public void ensure(OrganizationId organization) {
        if (exists(organization)) {
            return;
        }
        var id = UUID.randomUUID();
        var pair = RsaKeyPair.generate(random);
        int made = jdbc.sql("""
                        insert into jwt_key (id, organization_id, public_key_jwk, sealed_private_key, created_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id) where retired_at is null do nothing
                        """)
                .params(
                        id,
                        organization.value(),
                        pair.publicKey().jwk(),
                        seal.seal(pair.pkcs8(), sealName(id)),
                        Timestamp.from(clock.instant()))
                .update();
        if (made == 1) {
            LOG.atInfo()
                    .addKeyValue("organization", organization)
                    .addKeyValue("key", id)
                    .log("JWT key made");
        }
    }

    /**
     * The organization's key in use, which stays so until the transaction at hand ends: a rotation waits for it. Empty where
     * a rotation retired it a moment ago.
     */
    public Optional<InUse> inUse(OrganizationId organization) {
        locks.shared(List.of(organization));
        return jdbc.sql("select id, sealed_private_key from jwt_key where organization_id = ? and retired_at is null")
                .param(organization.value())
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return new InUse(id, RsaKeyPair.of(seal.open(row.getBytes("sealed_private_key"), sealName(id))));
                })
                .optional();
    }

    private boolean exists(OrganizationId organization) {
        return jdbc.sql("select exists (select from jwt_key where organization_id = ? and retired_at is null)")
                .param(organization.value())
                .query(Boolean.class)
                .single();
    }

    private static String sealName(UUID id) {
        return "jwt-key/" + id;
    }
}
