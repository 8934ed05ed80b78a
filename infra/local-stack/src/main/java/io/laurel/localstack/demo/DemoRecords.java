package io.laurel.localstack.demo;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.localstack.demo.DemoOrganization.DemoBadge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** The demo in the tables. Each record is found by its own name, so adding it again changes nothing. */
final class DemoRecords {

    private static final int RATE_LIMIT_PER_MINUTE = 1_000_000;

    private final Connection connection;
    private final OffsetDateTime now;

    DemoRecords(Connection connection, Clock clock) {
        this.connection = connection;
        this.now = OffsetDateTime.now(clock);
    }

    /** Adds the organization with its badges. */
    OrganizationId add(DemoOrganization organization) throws SQLException {
        execute(
                """
                insert into organization
                    (id, slug, name, status, plan, website, contracted_monthly_recipients, created_at)
                values (?, ?, ?, 'approved', ?, ?, ?, ?)
                on conflict (slug) do nothing
                """,
                newId(),
                organization.slug(),
                organization.name(),
                organization.plan(),
                null,
                organization.contractedMonthlyRecipients(),
                now);
        var id = new OrganizationId(findId("select id from organization where slug = ?", organization.slug()));
        for (var badge : organization.badges()) {
            add(id, badge);
        }
        return id;
    }

    /** Adds the key; one made on a paid plan stays when its organization leaves the plan. */
    void add(ApiKey key, OrganizationId organization) throws SQLException {
        execute(
                """
                insert into api_key
                    (id, organization_id, name, hash, prefix, last_four, rate_limit_per_minute, created_at)
                values (?, ?, 'Demo', ?, ?, ?, ?, ?)
                on conflict (hash) do nothing
                """,
                newId(),
                organization.value(),
                key.hash(),
                ApiKey.PREFIX,
                key.lastFour(),
                RATE_LIMIT_PER_MINUTE,
                now);
    }

    /** Adds the person, who may do everything in the organization. */
    void addOwner(String email, String password, OrganizationId organization) throws SQLException {
        execute(
                """
                insert into account (id, email, first_name, last_name, password_hash, created_at)
                values (?, ?, 'Ada', 'Lovelace', ?, ?)
                on conflict (email) do nothing
                """,
                newId(),
                email,
                Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(password),
                now);
        execute("""
                insert into member (organization_id, account_id, role, joined_at) values (?, ?, 'owner', ?)
                on conflict (organization_id, account_id) do nothing
                """, organization.value(), findId("select id from account where email = ?", email), now);
    }

    /**
     * Makes the organization a district of the portal, with four people and an interview that earns the badge when it is
     * published.
     */
    void addDistrict(OrganizationId organization, String admin, String badge) throws SQLException {
        execute("""
                insert into district (organization_id, name, accent, languages, created_at)
                values (?, '{"es": "Academia Aurelia"}', '#2e7d4f', array['en', 'es'], ?)
                on conflict (organization_id) do nothing
                """, organization.value(), now);
        execute("""
                insert into district_role (organization_id, id, name, people, interviews, settings)
                select ?, id, jsonb_build_object('en', name), people, interviews, settings
                from (values ('admin', 'Admin', 'edit', 'edit', 'edit'), ('board', 'Board member', 'view', 'edit', 'none'),
                    ('mentor', 'Mentor', 'none', 'none', 'none'), ('candidate', 'Candidate', 'none', 'none', 'none'))
                    as role (id, name, people, interviews, settings)
                on conflict (organization_id, id) do nothing
                """, organization.value());
        execute("""
                insert into district_board (organization_id, id, name) values (?, 'data', '{"en": "Board of Data Analysis"}')
                on conflict (organization_id, id) do nothing
                """, organization.value());
        execute("""
                insert into district_form (organization_id, id, name, fields)
                values (?, 'final', '{"en": "Final interview"}', '[
                    {"id": "strengths", "label": {"en": "Strengths"}, "p": 0},
                    {"id": "recommendation", "label": {"en": "Recommendation"}, "p": 0},
                    {"id": "notes", "label": {"en": "Notes of the board"}, "p": 1}]')
                on conflict (organization_id, id) do nothing
                """, organization.value());
        execute("""
                insert into district_profile (organization_id, id, name, badge_id, field, recommendation)
                values (?, 'analyst', '{"en": "Data analyst"}', cast(? as uuid), 'recommendation', 'recommended')
                on conflict (organization_id, id) do nothing
                """, organization.value(), badge);
        addPerson(organization, "ada", admin, "Ada", "Lovelace", "admin");
        addPerson(organization, "boris", "boris@aurelia.example", "Boris", "Ilyin", "board");
        addPerson(organization, "mira", "mira@aurelia.example", "Mira", "Sato", "mentor");
        addPerson(organization, "cora", "cora@aurelia.example", "Cora", "Diallo", "candidate");
        execute("""
                insert into mentorship (organization_id, candidate_id, mentor_id) values (?, 'cora', 'mira')
                on conflict (organization_id, candidate_id, mentor_id) do nothing
                """, organization.value());
        execute("""
                insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id, is_published,
                    responses, created_at, updated_at)
                values (?, 'final1', 'cora', current_date, 'data', 'final', 'analyst', false,
                    '{"strengths": "Asks what is missing.", "recommendation": "recommended", "notes": "Unanimous."}', ?, ?)
                on conflict (organization_id, id) do nothing
                """, organization.value(), now, now);
    }

    private void addPerson(OrganizationId organization, String id, String email, String first, String last, String role)
            throws SQLException {
        execute("""
                insert into account (id, email, first_name, last_name, created_at) values (?, ?, ?, ?, ?)
                on conflict (email) do nothing
                """, newId(), email, first, last, now);
        execute("""
                insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                    created_at)
                select ?, ?, id, ?, ?, 'en', jsonb_build_object(?, 1), '{}', ? from account where email = ?
                on conflict do nothing
                """, organization.value(), id, first, last, role, now, email);
    }

    BadgeId find(OrganizationId organization, DemoBadge badge) throws SQLException {
        return new BadgeId(findId(
                "select id from badge where organization_id = ? and slug = ?", organization.value(), badge.slug()));
    }

    private void add(OrganizationId organization, DemoBadge badge) throws SQLException {
        var png = badge.image().png();
        var sha256 = HexFormat.of().formatHex(Sha256.of(png));
        execute("""
                insert into badge_image (sha256, png, svg) values (?, ?, ?)
                on conflict (sha256) do update set svg = excluded.svg where badge_image.svg is null
                """, sha256, png, badge.asSvg() ? badge.image().svg() : null);
        execute(
                """
                insert into badge
                    (id, organization_id, slug, name, description, criteria, image_sha256, expires_in_days, tags, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (organization_id, slug) do nothing
                """,
                newId(),
                organization.value(),
                badge.slug(),
                badge.name(),
                badge.description(),
                badge.criteria(),
                sha256,
                badge.expiresInDays(),
                badge.tags().toArray(String[]::new),
                now);
    }

    private static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        }
    }

    private UUID findId(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var row = statement.executeQuery();
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] array) {
                statement.setArray(i + 1, connection.createArrayOf("text", array));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
