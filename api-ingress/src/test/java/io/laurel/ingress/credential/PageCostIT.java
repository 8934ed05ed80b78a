package io.laurel.ingress.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.page.Cursor;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.WithPostgres;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/**
 * A page costs the same wherever it is: the rows that PostgreSQL says it touched are counted, of a hundred thousand
 * credentials as of a million.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, classes = PageCostIT.DatabaseAlone.class)
@WithPostgres(Role.INGRESS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageCostIT {

    private static final int CREDENTIALS = 100_000;
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
    private BadgeId rare;
    private final UUID cohort = UUID.randomUUID();

    /** One a second; every thousandth is of a rare badge, revoked, or claimed; the oldest thousand came with a cohort. */
    @BeforeAll
    void fill() {
        organization = given.organization("enterprise", null);
        var common = given.badge(organization, null);
        rare = given.badge(organization, null);
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, revoked_at, claimed_at, status_list, status_index, document)
                        select md5(:organization::text || n)::uuid, 'CRD-' || lpad(n::text, 8, '0'), :organization,
                            case when n % 1000 = 0 then cast(:rare as uuid) else :common end, 'N', n || '@example.com', true,
                            cast(:newest as timestamptz) - n * interval '1 second',
                            case when n % 1000 = 1 then now() end, case when n % 1000 = 2 then now() end, 1, n, '{}'
                        from generate_series(1, :count) n
                        """)
                .param("organization", organization.value())
                .param("rare", rare.value())
                .param("common", common.value())
                .param("newest", NEWEST.toString())
                .param("count", CREDENTIALS)
                .update();
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, finished_at)
                        values (:id, :organization, :badge, false, 'completed',
                            cast(:newest as timestamptz) - :count * interval '1 second',
                            cast(:newest as timestamptz) - (:count - 1000) * interval '1 second')
                        """)
                .param("id", cohort)
                .param("organization", organization.value())
                .param("badge", common.value())
                .param("newest", NEWEST.toString())
                .param("count", CREDENTIALS)
                .update();
        database.owner()
                .sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, cohort_id, decided_at)
                        select c.id, c.organization_id, c.badge_id, c.recipient_email,
                            case when c.status_index > :oldest then cast(:cohort as uuid) end, c.issued_at
                        from credential c where c.organization_id = :organization
                        """)
                .param("oldest", CREDENTIALS - 1000)
                .param("cohort", cohort)
                .param("organization", organization.value())
                .update();
        database.owner().sql("analyze").update();
    }

    /** The first page, one in the middle and the last. */
    @ParameterizedTest
    @CsvSource({
        ", , 0",
        ", , 50000",
        ", , 99900",
        "badge, , 0",
        "badge, , 50000",
        ", revoked, 0",
        ", revoked, 50000",
        ", valid, 0",
        ", valid, 50000",
        ", pending, 0",
        ", pending, 99900",
        "cohort, , 0",
        "cohort, , 99500",
        "email, , 0"
    })
    void aPageTouchesABoundedNumberOfRows(@Nullable String by, @Nullable String status, int newer) {
        var filter = new CredentialFilter(
                "badge".equals(by) ? rare.value() : null,
                status,
                "email".equals(by) ? "77777@example.com" : null,
                "cohort".equals(by) ? cohort : null);
        var cursor = newer == 0 ? null : new Cursor(NEWEST.minusSeconds(newer), new UUID(0, 0));
        var touched = touched(filter, cursor);
        assertThat(touched.found()).as("rows of the page").isBetween(1L, (long) LIMIT + 1);
        // From each partition as many as the page has, at most, and what is asked of each of them beside; a cohort's
        // window may begin five minutes, or credentials, off.
        long most = 4L * PARTITIONS * (LIMIT + 1) + ("cohort".equals(by) ? 2_000 : 0);
        assertThat(touched.rows()).as("rows touched").isLessThan(most);
    }

    private record Touched(long found, long rows) {}

    private Touched touched(CredentialFilter filter, @Nullable Cursor cursor) {
        var parameters = new HashMap<String, Object>();
        parameters.put("organization", organization.value());
        parameters.put("now", Timestamp.from(NEWEST.plus(1, ChronoUnit.DAYS)));
        parameters.put("limit", LIMIT + 1);
        parameters.put("offset", 0);
        put(parameters, "badge", filter.badge());
        put(parameters, "email", filter.email());
        put(parameters, "cohort", filter.cohort());
        if (cursor != null) {
            parameters.put("beforeTime", Timestamp.from(cursor.time()));
            parameters.put("beforeId", cursor.id());
        }
        String sql = "explain (analyze, format json) " + Credentials.page(Credentials.conditions(filter), cursor);
        String plan = jdbc.sql(sql)
                .params(parameters)
                .query((row, n) -> row.getString(1))
                .single();
        var root = JsonMapper.shared().readTree(plan).get(0).get("Plan");
        return new Touched(root.get("Actual Rows").asLong(), scanned(root));
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
