package io.laurel.ingress.credential;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.page.Cursor;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.WithPostgres;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page costs the same wherever it is: the rows that PostgreSQL says it touched are counted, of a million credentials. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, classes = PageCostIT.DatabaseAlone.class)
@WithPostgres(Role.INGRESS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageCostIT {

    private static final int CREDENTIALS = 1_000_000;
    private static final int BADGES = 3;
    private static final int LIMIT = 50;
    private static final int PARTITIONS = 8;
    private static final Instant NEWEST = Instant.parse("2026-06-01T00:00:00Z");

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class DatabaseAlone {}

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestDatabase database;

    @Autowired
    private Given given;

    private OrganizationId organization;
    private BadgeId month;
    private BadgeId year;
    private final UUID cohort = UUID.randomUUID();

    /**
     * One a minute, for nearly two years: most last a month, many forever, one in a hundred a year. Of ten thousand, a
     * hundred one after another are revoked and a hundred were not claimed. A thousand came with a cohort.
     */
    @BeforeAll
    void fill() {
        organization = given.organization("enterprise", null);
        month = given.badge(organization, 30);
        year = given.badge(organization, 365);
        var forever = given.badge(organization, null);
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, expires_at, revoked_at, claimed_at, status_list, status_index, document)
                        select md5(:organization::text || n)::uuid, 'CRD-' || n, :organization, b.id, 'N', n || '@example.com',
                            true, t.issued, t.issued + b.expires_in_days * interval '24 hours',
                            case when n / 100 % 100 = 0 then t.issued end, case when n / 100 % 100 <> 1 then t.issued end,
                            1, n, '{}'
                        from generate_series(1, :count) n
                        cross join lateral (
                            select cast(:newest as timestamptz) - n * interval '1 minute' as issued) t
                        join badge b on b.id = case
                            when n % 100 = 0 then cast(:year as uuid) when n % 5 in (1, 2) then :forever else :month end
                        """)
                .param("organization", organization.value())
                .param("year", year.value())
                .param("forever", forever.value())
                .param("month", month.value())
                .param("newest", NEWEST.toString())
                .param("count", CREDENTIALS)
                .update();
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, finished_at)
                        values (:id, :organization, :badge, false, 'completed',
                            cast(:newest as timestamptz) - 21000 * interval '1 minute',
                            cast(:newest as timestamptz) - 20000 * interval '1 minute')
                        """)
                .param("id", cohort)
                .param("organization", organization.value())
                .param("badge", month.value())
                .param("newest", NEWEST.toString())
                .update();
        database.owner()
                .sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, cohort_id, decided_at)
                        select c.id, c.organization_id, c.badge_id, c.recipient_email,
                            case when c.badge_id = :month and c.status_index between 20001 and 21000
                                then cast(:cohort as uuid) end,
                            c.issued_at
                        from credential c where c.organization_id = :organization and c.status_index <= 100000
                        """)
                .param("cohort", cohort)
                .param("organization", organization.value())
                .param("month", month.value())
                .update();
        database.owner().sql("analyze").update();
    }

    /** The first page, and one further on: where the walks turn to what is not asked for, or the last one. */
    @ParameterizedTest
    @CsvSource({
        ", , 0",
        ", , 500000",
        ", , 999990",
        "month, , 0",
        "month, , 999990",
        "year, , 0",
        "year, , 500000",
        ", pending, 0",
        ", pending, 43000",
        ", pending, 990150",
        "month, pending, 0",
        "month, pending, 40150",
        "year, pending, 0",
        "year, pending, 520000",
        ", valid, 0",
        ", valid, 43170",
        ", valid, 999990",
        "month, valid, 0",
        "month, valid, 43170",
        "year, valid, 0",
        "year, valid, 525000",
        ", expired, 0",
        ", expired, 500000",
        ", expired, 999990",
        "month, expired, 0",
        "month, expired, 999990",
        "year, expired, 0",
        "year, expired, 990000",
        ", revoked, 0",
        ", revoked, 500000",
        "month, revoked, 0",
        "month, revoked, 990050",
        "year, revoked, 0",
        "year, revoked, 900000",
        "cohort, , 0",
        "cohort, , 20900",
        "cohort, valid, 0",
        "cohort, pending, 0",
        "cohort, revoked, 0",
        "email, , 0",
        "email, expired, 0"
    })
    void aPageTouchesABoundedNumberOfRows(@Nullable String by, @Nullable String status, int newer) {
        var filter = new CredentialFilter(
                "month".equals(by) ? month.value() : "year".equals(by) ? year.value() : null,
                status,
                "email".equals(by) ? "77778@example.com" : null,
                "cohort".equals(by) ? cohort : null);
        var cursor = newer == 0 ? null : new Cursor(NEWEST.minus(newer, ChronoUnit.MINUTES), new UUID(0, 0));
        var parameters = parameters(filter, cursor);
        String page = Credentials.page(new Walk(filter), cursor);
        assertThat(ids(page, parameters)).isNotEmpty().isEqualTo(ids(plainly(filter, cursor), parameters));
        // What each partition shows first, and then no more than the page has: of every badge in two states, at most.
        long most = BADGES * 2L * (LIMIT + 1 + PARTITIONS) + 4 * (LIMIT + 1);
        assertThat(touched(page, parameters)).as("rows touched").isLessThan(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "pending", "expired", "revoked"})
    void whatIsCountedHasTheStatus(String status) {
        for (var badge : Arrays.asList(null, month.value(), year.value())) {
            var filter = new CredentialFilter(badge, status, null, null);
            var parameters = parameters(filter, null);
            parameters.put("limit", CREDENTIALS);
            var plainly = "select count(*) from (" + plainly(filter, null) + ")";
            assertThat(number(new Walk(filter).count(CREDENTIALS), parameters))
                    .isPositive()
                    .isEqualTo(number(plainly, parameters));
        }
    }

    /** The same page without any thought of its cost. */
    private static String plainly(CredentialFilter filter, @Nullable Cursor cursor) {
        return "select id from (select c.*, " + Credentials.STATUS
                + """
                from credential c where c.organization_id = :organization)
                where true %s %s %s %s %s
                order by issued_at desc, id desc limit :limit
                """.formatted(
                        filter.badge() == null ? "" : "and badge_id = :badge",
                        filter.status() == null ? "" : "and status = '" + filter.status() + "'",
                        filter.email() == null ? "" : "and recipient_email = :email",
                        filter.cohort() == null ? "" : "and id in (select id from issuance where cohort_id = :cohort)",
                        cursor == null ? "" : "and (issued_at, id) < (:beforeTime, :beforeId)");
    }

    private Map<String, Object> parameters(CredentialFilter filter, @Nullable Cursor cursor) {
        var parameters = new HashMap<String, Object>();
        parameters.put("organization", organization.value());
        parameters.put("now", parameter(NEWEST));
        parameters.put("limit", LIMIT + 1);
        parameters.put("offset", 0);
        put(parameters, "badge", filter.badge());
        put(parameters, "email", filter.email());
        put(parameters, "cohort", filter.cohort());
        if (cursor != null) {
            parameters.put("beforeTime", parameter(cursor.time()));
            parameters.put("beforeId", cursor.id());
        }
        return parameters;
    }

    private List<UUID> ids(String sql, Map<String, Object> parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, n) -> uuid(row, "id"))
                .list();
    }

    private long number(String sql, Map<String, Object> parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    private long touched(String sql, Map<String, Object> parameters) {
        String plan = jdbc.sql("explain (analyze, format json) " + sql)
                .params(parameters)
                .query((row, n) -> row.getString(1))
                .single();
        return scanned(JsonMapper.shared().readTree(plan).get(0).get("Plan"));
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** What every scan read, also what it threw away. */
    private static long scanned(JsonNode node) {
        double rows = 0;
        if (node.get("Node Type").asString().contains("Scan")) {
            double thrown = 0;
            for (String reason : new String[] {"Rows Removed by Filter", "Rows Removed by Index Recheck"}) {
                thrown += node.has(reason) ? node.get(reason).asDouble() : 0;
            }
            rows += (node.get("Actual Rows").asDouble() + thrown)
                    * node.get("Actual Loops").asDouble();
        }
        if (node.has("Plans")) {
            for (var child : node.get("Plans")) {
                rows += scanned(child);
            }
        }
        return Math.round(rows);
    }
}
