package io.laurel.ingress.signingkey;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.page.PageRequest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the public halves of an organization's keys; the other halves this service's database role cannot read. */
@Component
class SigningKeys {

    private static final String ALL = """
            select id, 'Multikey' as type, public_key_multibase, null as public_key_jwk, created_at, retired_at
            from signing_key where organization_id = :organization
            union all
            select id, 'JsonWebKey', null, public_key_jwk, created_at, retired_at
            from jwt_key where organization_id = :organization
            """;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;

    SigningKeys(JdbcClient jdbc, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /** A page of them, the newest first. */
    List<SigningKey> list(Actor actor, PageRequest page) {
        return jdbc.sql("select * from (" + ALL + """
                        ) k order by created_at desc, id desc limit :most offset :offset
                        """)
                .param("organization", actor.organization().value())
                .param("most", page.limit())
                .param("offset", page.offset())
                .query((row, number) -> new SigningKey(
                        uuid(row, "id"),
                        row.getString("type"),
                        addresses
                                .verificationMethod(actor.slug(), uuid(row, "id"))
                                .toString(),
                        row.getString("public_key_multibase"),
                        row.getString("public_key_jwk"),
                        instant(row, "created_at"),
                        instantOrNull(row, "retired_at")))
                .list();
    }

    long count(Actor actor) {
        return jdbc.sql("select count(*) from (" + ALL + ") k")
                .param("organization", actor.organization().value())
                .query(Long.class)
                .single();
    }
}
