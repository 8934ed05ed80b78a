package io.laurel.worker.signing;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes and opens organizations' signing keys. The private halves leave neither this service nor, unsealed, its memory. */
@Component
public final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    private final JdbcClient jdbc;
    private final KeySeal seal;
    private final SecureRandom random;
    private final Clock clock;
    private final PublicAddresses addresses;

    SigningKeys(JdbcClient jdbc, KeySeal seal, SecureRandom random, Clock clock, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
        this.addresses = addresses;
    }

    /** Makes the organization's key, unless it has one; safe to repeat and to race. */
    public void generate(OrganizationId organization) {
        var id = UUID.randomUUID();
        var pair = Ed25519KeyPair.generate(random);
        int made = jdbc.sql("""
                        insert into signing_key (id, organization_id, public_key_multibase, sealed_private_key, created_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id) where retired_at is null do nothing
                        """)
                .params(
                        id,
                        organization.value(),
                        pair.publicKeyMultibase(),
                        seal.seal(pair.seed(), sealName(id)),
                        Timestamp.from(clock.instant()))
                .update();
        if (made == 1) {
            LOG.atInfo()
                    .addKeyValue("organization", organization)
                    .addKeyValue("key", id)
                    .log("signing key made");
        }
    }

    /** Opens a key of {@code signing_key}. */
    public IssuerKey open(String organizationSlug, UUID id) {
        return new IssuerKey(addresses.verificationMethod(organizationSlug, id), pair(id));
    }

    private Ed25519KeyPair pair(UUID id) {
        return Ed25519KeyPair.of(seal.open(
                jdbc.sql("select sealed_private_key from signing_key where id = ?")
                        .param(id)
                        .query(byte[].class)
                        .single(),
                sealName(id)));
    }

    private static String sealName(UUID id) {
        return "signing-key/" + id;
    }
}
