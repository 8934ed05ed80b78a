package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers that an organization reads of itself. */
class AnalyticsIT extends Edge {

    private static final String JANUARY = "?from=2026-01-10&to=2026-01-12";

    @Test
    void credentialsAreCountedByTheirStateNow() {
        var tenant = tenant("professional");
        var badge = tenant.badge();
        credential(tenant, badge, "2026-01-10T00:00:00Z", null, null, null);
        credential(tenant, badge, "2026-01-10T23:59:59.999Z", null, "2026-01-11T00:00:00Z", null);
        credential(tenant, badge, "2026-01-11T10:00:00Z", "2999-01-01T00:00:00Z", "2026-01-12T00:00:00Z", null);
        credential(tenant, badge, "2026-01-11T10:00:00Z", "2999-01-01T00:00:00Z", null, null);
        credential(tenant, badge, "2026-01-11T11:00:00Z", "2026-02-01T00:00:00Z", "2026-01-12T00:00:00Z", null);
        credential(tenant, badge, "2026-01-11T12:00:00Z", "2026-02-01T00:00:00Z", null, null);
        credential(
                tenant,
                badge,
                "2026-01-12T12:00:00Z",
                "2026-02-01T00:00:00Z",
                "2026-01-13T00:00:00Z",
                "2026-01-14T00:00:00Z");
        credential(tenant, badge, "2026-01-12T12:00:00Z", null, null, "2026-01-14T00:00:00Z");
        // Outside the days that are asked for, and another organization's.
        credential(tenant, badge, "2026-01-09T23:59:59.999Z", null, null, null);
        credential(tenant, badge, "2026-01-13T00:00:00Z", null, null, null);
        var other = tenant("professional");
        credential(other, other.badge(), "2026-01-11T10:00:00Z", null, null, null);

        var analytics = json(send(request(member(tenant, "viewer"), path(tenant) + JANUARY)), 200);

        assertThat(analytics.get("credentials").toString())
                .isEqualTo("{\"issued\":8,\"pending\":2,\"valid\":2,\"expired\":2,\"revoked\":2}");
        assertThat(analytics.get("days").toString()).isEqualTo("""
                [{"date":"2026-01-10","issued":2,"lookups":{}},{"date":"2026-01-11","issued":4,"lookups":{}},{"date":"2026-01-12","issued":2,"lookups":{}}]""");
    }

    @Test
    void lookUpsAreCountedByDayAndByWhatWasAskedFor() {
        var tenant = tenant("free");
        lookups(tenant, "2026-01-10T23:59:59.999Z", "page", 3);
        lookups(tenant, "2026-01-11T00:00:00Z", "page", 2);
        lookups(tenant, "2026-01-11T05:00:00Z", "api", 4);
        lookups(tenant, "2026-01-13T00:00:00Z", "api", 1);
        lookups(tenant("free"), "2026-01-11T05:00:00Z", "api", 1);

        var days = json(send(request(member(tenant, "viewer"), path(tenant) + JANUARY)), 200)
                .get("days");

        assertThat(days.toString()).isEqualTo("""
                [{"date":"2026-01-10","issued":0,"lookups":{"page":3}},{"date":"2026-01-11","issued":0,"lookups":{"api":4,"page":2}},{"date":"2026-01-12","issued":0,"lookups":{}}]""");
    }

    @Test
    void theTenBadgesThatMostWereIssuedOfAreNamed() {
        var tenant = tenant("professional");
        for (int number = 1; number <= 11; number++) {
            var badge = given.badge(tenant.organization(), null);
            for (int issued = 0; issued < number; issued++) {
                credential(tenant, badge, "2026-01-11T10:00:00Z", null, null, null);
            }
        }

        var top = json(send(request(member(tenant, "viewer"), path(tenant) + JANUARY)), 200)
                .get("topBadges");

        assertThat(top).hasSize(10);
        assertThat(top.get(0).get("issued").asInt()).isEqualTo(11);
        assertThat(top.get(9).get("issued").asInt()).isEqualTo(2);
        assertThat(top.get(0).get("name").asString()).isEqualTo("Bookbinder");
    }

    @Test
    void withoutAWordItIsTheLastThirtyDays() {
        var tenant = tenant("free");
        var before = LocalDate.now(ZoneOffset.UTC);

        var analytics = json(send(request(member(tenant, "viewer"), path(tenant))), 200);

        assertThat(LocalDate.parse(analytics.get("to").asString())).isBetween(before, LocalDate.now(ZoneOffset.UTC));
        assertThat(analytics.get("days")).hasSize(30);
        assertThat(analytics.get("topBadges")).isEmpty();
        assertThat(json(send(request(member(tenant, "viewer"), path(tenant) + "?from=2024-01-01&to=2024-12-31")), 200)
                        .get("days"))
                .hasSize(366);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-01-02&to=2026-01-01",
                "from=2025-01-01&to=2026-01-02",
                "from=yesterday",
                "to=2026-02-30",
                "to=+100000-01-01",
                "from=1066-10-14&to=1066-10-15"
            })
    void aSpanThatMakesNoSenseIsRefused(String span) {
        var tenant = tenant("free");

        error(send(request(member(tenant, "viewer"), path(tenant) + "?" + span)), 400, "VALIDATION_ERROR");
    }

    @Test
    void theNumbersAreTheMembersOnly() {
        var tenant = tenant("free");

        error(send(request(person(), path(tenant))), 404, "NOT_FOUND");
        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
    }

    private void lookups(Tenant tenant, String at, String kind, int number) {
        database.owner()
                .sql("""
                        insert into verification_log (organization_id, credential_id, kind, looked_up_at)
                        select ?, gen_random_uuid(), ?, ?::timestamptz from generate_series(1, ?)
                        """)
                .params(tenant.organization().value(), kind, at, number)
                .update();
    }

    private void credential(
            Tenant tenant,
            BadgeId badge,
            String issued,
            @Nullable String expires,
            @Nullable String claimed,
            @Nullable String revoked) {
        var id = UUID.randomUUID();
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, expires_at, claimed_at, revoked_at, status_list, status_index, document)
                        values (?, ?, ?, ?, 'Ada', ?, true, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?::timestamptz,
                            1, 1, '{}')
                        """)
                .param(id)
                .param("CRD-" + id.toString().substring(0, 8))
                .param(tenant.organization().value())
                .param(badge.value())
                .param(id + "@example.com")
                .param(issued)
                .param(expires)
                .param(claimed)
                .param(revoked)
                .update();
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/analytics";
    }
}
