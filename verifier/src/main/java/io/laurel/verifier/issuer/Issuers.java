package io.laurel.verifier.issuer;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Multikey;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.SignatureProvider;
import io.laurel.verifier.lookup.Badge;
import io.laurel.verifier.lookup.Organization;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is public of organizations and their badges. Organizations that were never approved are not public. */
@Component
public class Issuers {

    /** A public key and its id, rotated ones too. */
    record Key(UUID id, PublicKey key) {}

    /** A status list, and from when it holds. */
    record SignedList(String document, Instant signedAt) {}

    private static final String BADGE_COLUMNS =
            "b.id, b.slug, b.name, b.description, b.criteria, b.image_sha256, b.external_url, b.tags, "
                    + "(select i.svg is not null from badge_image i where i.sha256 = b.image_sha256) as has_svg";

    private final JdbcClient jdbc;
    private final Clock clock;

    Issuers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The organization with this slug.
     *
     * @throws ApiException 404 when there is none
     */
    public Organization issuer(String slug) {
        return jdbc.sql("""
                        select id, slug, name, status, effective_plan(plan, grant_expires_at, ?) as plan, website
                          from organization
                         where slug = ? and status in ('approved', 'suspended')
                        """)
                .params(clock.instant().atOffset(ZoneOffset.UTC), slug)
                .query(Issuers::organization)
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no issuer at this address."));
    }

    /** The domain that an organization has proved to be its own, in A-labels; the plan must include showing it. */
    public Optional<String> domain(Organization organization) {
        if (!organization.isPaying()) {
            return Optional.empty();
        }
        return jdbc.sql("select domain from organization_domain where organization_id = ? and verified_at is not null")
                .param(organization.id().value())
                .query(String.class)
                .optional();
    }

    /**
     * An organization's badge, also one that issues nothing any more: credentials still name it.
     *
     * @throws ApiException 404 when there is none
     */
    public Badge badge(Organization organization, String slug) {
        return jdbc.sql("select " + BADGE_COLUMNS + " from badge b where b.organization_id = ? and b.slug = ?")
                .param(organization.id().value())
                .param(slug)
                .query(Issuers::badge)
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no badge at this address."));
    }

    /** The badges that an organization issues, the newest first. */
    public List<Badge> activeBadges(Organization organization, int limit, int offset) {
        return jdbc.sql("select " + BADGE_COLUMNS + """
                          from badge b
                         where b.organization_id = ? and b.is_active
                         order by b.created_at desc, b.id desc
                         limit ? offset ?
                        """)
                .param(organization.id().value())
                .param(limit)
                .param(offset)
                .query(Issuers::badge)
                .list();
    }

    /** How many badges an organization issues. */
    public int activeBadgeCount(Organization organization) {
        return jdbc.sql("select count(*) from badge where organization_id = ? and is_active")
                .param(organization.id().value())
                .query(Integer.class)
                .single();
    }

    List<Key> keys(Organization organization) {
        return jdbc.sql("""
                        select id, public_key_multibase, null as public_key_jwk, created_at
                          from signing_key
                         where organization_id = :organization
                         union all
                        select id, null, public_key_jwk, created_at
                          from jwt_key
                         where organization_id = :organization
                         order by created_at desc, id desc
                        """)
                .param("organization", organization.id().value())
                .query((row, number) -> new Key(row.getObject("id", UUID.class), publicKey(row)))
                .list();
    }

    private static PublicKey publicKey(ResultSet row) throws SQLException {
        var multibase = row.getString("public_key_multibase");
        return multibase == null
                ? PublicKey.ofJwk(StrictJson.object(row.getString("public_key_jwk")), SignatureProvider.BOUNCY_CASTLE)
                : Multikey.parse(multibase);
    }

    /** A status list as the worker signed it. */
    Optional<SignedList> statusList(Organization organization, int number) {
        return jdbc.sql("select document, signed_at from status_list where organization_id = ? and number = ?")
                .param(organization.id().value())
                .param(number)
                .query((row, rowNumber) -> new SignedList(
                        row.getString("document"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Organization organization(ResultSet row, int number) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("status"),
                row.getString("plan"),
                row.getString("website"));
    }

    private static Badge badge(ResultSet row, int number) throws SQLException {
        return new Badge(
                new BadgeId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("description"),
                row.getString("criteria"),
                row.getString("image_sha256"),
                row.getBoolean("has_svg"),
                row.getString("external_url"),
                List.copyOf(Arrays.asList((String[]) row.getArray("tags").getArray())));
    }
}
