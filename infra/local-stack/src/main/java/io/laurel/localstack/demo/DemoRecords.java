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
