package io.laurel.ingress.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The numbers come from indexes, whatever there is. */
class CountingIT {

    private static TestDatabase database;
    private static OrganizationId organization;

    @BeforeAll
    static void fill() {
        database = TestDatabase.create();
        var given = new Given(database.owner());
        organization = given.organization("enterprise", null);
        credentials(organization, given.badge(organization, null), 20_000);
        credentials(organization, given.badge(organization, 365), 20_000);
        var other = given.organization("enterprise", null);
        credentials(other, given.badge(other, 365), 20_000);
        database.owner().sql("""
                        insert into verification_log (organization_id, credential_id, kind, looked_up_at)
                        select o.id, gen_random_uuid(), 'page', timestamptz '2026-01-01' + n * interval '2 minutes'
                        from organization o cross join generate_series(1, 40000) n
                        """).update();
        database.owner().sql("vacuum analyze").update();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Counting.BY_DAY, Counting.BY_BADGE, Counting.STATES, Counting.LOOKUPS})
    void noRowIsReadForANumber(String sql) {
        var plan = String.join("\n", plan(sql));

        assertThat(plan)
                .contains("Index Only Scan using ")
                .doesNotContain(
                        "Seq Scan on credential",
                        "Heap Scan on credential",
                        "Index Scan using credential",
                        "Seq Scan on verification_log",
                        "Heap Scan on verification_log",
                        "Index Scan using verification_log");
    }

    private static List<String> plan(String sql) {
        return JdbcClient.create(database.as(Role.INGRESS))
                .sql("explain " + sql)
                .param("organization", organization.value())
                .param("begin", OffsetDateTime.parse("2026-01-10T00:00:00Z"))
                .param("end", OffsetDateTime.parse("2026-02-09T00:00:00Z"))
                .param("now", OffsetDateTime.parse("2026-02-09T00:00:00Z"))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** One in ten is claimed, one in a hundred was revoked; half of what ends has ended. */
    private static void credentials(OrganizationId organization, BadgeId badge, int count) {
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, expires_at, claimed_at, revoked_at, status_list, status_index, document)
                        select gen_random_uuid(), 'CRD-' || n, :organization, b.id, 'Ada', n || '@example.com', true, t.issued,
                            case when b.expires_in_days is not null then t.issued + n % 2 * interval '300 days' end,
                            case when n % 10 = 0 then t.issued end, case when n % 100 = 0 then t.issued end,
                            1, n, repeat(md5(n::text), 90)
                        from generate_series(1, :count) n
                        cross join lateral (select timestamptz '2026-01-01' + n * interval '4 minutes' as issued) t
                        join badge b on b.id = :badge
                        """)
                .param("organization", organization.value())
                .param("badge", badge.value())
                .param("count", count)
                .update();
    }
}
