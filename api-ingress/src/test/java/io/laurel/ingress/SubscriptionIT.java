package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.persistence.Schema.Role;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an organization's plan is, how much of it is used, and who changes it. */
class SubscriptionIT extends Edge {

    @Test
    void anOwnerSeesThePlanAndWhatIsUsedOfIt() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var thisMonth = YearMonth.now(ZoneOffset.UTC);
        use(tenant, thisMonth, 17);
        use(tenant, thisMonth.minusMonths(1), 900);

        var plan = json(send(request(owner, path(tenant))), 200);

        assertThat(plan.get("plan").asString()).isEqualTo("professional");
        assertThat(plan.get("subscriptionSource").asString()).isEqualTo("paid");
        assertThat(plan.get("month").toString())
                .isEqualTo(
                        "{\"from\":\"%s-01T00:00:00.000Z\",\"until\":\"%s-01T00:00:00.000Z\",\"used\":17,\"limit\":1000}"
                                .formatted(thisMonth, thisMonth.plusMonths(1)));
        assertThat(plan.get("apiKeys").toString()).isEqualTo("{\"used\":1,\"limit\":1,\"working\":1}");
        assertThat(plan.get("owners").toString()).isEqualTo("{\"used\":1,\"limit\":2}");
        assertThat(plan.get("badges").toString()).isEqualTo("{\"used\":1,\"limit\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "issuer", "viewer"})
    void billingIsTheOwnersAlone(String role) {
        var tenant = tenant("professional");
        var member = member(tenant, role);

        error(send(request(member, path(tenant))), 403, "FORBIDDEN");
        error(wish(member, tenant, "free"), 403, "FORBIDDEN");
        error(set(member, tenant, Map.of("plan", "enterprise", "subscriptionSource", "paid")), 403, "FORBIDDEN");
        error(send(request(person(), path(tenant))), 404, "NOT_FOUND");
    }

    @Test
    void aLowerPlanHoldsAtOnceAndAHigherOneIsAskedFor() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");

        var asked = json(wish(owner, tenant, "enterprise"), 202);
        assertThat(asked.get("effectivePlan").asString()).isEqualTo("professional");
        assertThat(asked.get("requestedPlan").asString()).isEqualTo("enterprise");
        assertThat(json(wish(owner, tenant, "enterprise"), 202)
                        .get("requestedPlan")
                        .asString())
                .isEqualTo("enterprise");
        assertThat(json(wish(owner, tenant, "professional"), 200)
                        .get("requestedPlan")
                        .isNull())
                .isTrue();
        json(wish(owner, tenant, "enterprise"), 202);

        var lowered = json(wish(owner, tenant, "free"), 200);
        assertThat(lowered.get("plan").asString()).isEqualTo("free");
        assertThat(lowered.get("requestedPlan").isNull()).isTrue();
        assertThat(actions(tenant))
                .containsExactly("plan.requested", "plan.request_withdrawn", "plan.requested", "plan.lowered");
        error(get(tenant, "/api/v1/badges"), 403, "FORBIDDEN");
        error(wish(owner, tenant, "gold"), 400, "VALIDATION_ERROR");
        error(send("POST", request(owner, path(tenant)), "{}"), 400, "VALIDATION_ERROR");
    }

    @Test
    void theAdministratorSetsThePlanWholeAndAnswersTheRequest() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        json(wish(owner, tenant, "enterprise"), 202);
        var ends = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

        var granted = json(
                set(
                        administrator(),
                        tenant,
                        Map.of(
                                "plan",
                                "enterprise",
                                "subscriptionSource",
                                "partner",
                                "grantExpiresAt",
                                ends.toString(),
                                "contractedMonthlyRecipients",
                                12_000)),
                200);

        assertThat(granted.get("effectivePlan").asString()).isEqualTo("enterprise");
        assertThat(granted.get("subscriptionSource").asString()).isEqualTo("partner");
        assertThat(Instant.parse(granted.get("grantExpiresAt").asString())).isEqualTo(ends);
        assertThat(granted.get("requestedPlan").isNull()).isTrue();
        assertThat(granted.at("/month/limit").asInt()).isEqualTo(12_000);
        var paid = json(set(administrator(), tenant, Map.of("plan", "enterprise", "subscriptionSource", "paid")), 200);
        assertThat(paid.get("grantExpiresAt").isNull()).isTrue();
        assertThat(paid.at("/month/limit").asInt()).isEqualTo(5_000);
        assertThat(actions(tenant)).containsExactly("plan.requested", "plan.changed", "plan.changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"plan\":\"gold\",\"subscriptionSource\":\"paid\"}",
                "{\"plan\":\"professional\"}",
                "{\"plan\":\"professional\",\"subscriptionSource\":\"gift\"}",
                "{\"plan\":\"professional\",\"subscriptionSource\":\"granted\",\"grantExpiresAt\":\"tomorrow\"}",
                "{\"plan\":\"professional\",\"subscriptionSource\":\"granted\",\"grantExpiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"plan\":\"professional\",\"subscriptionSource\":\"paid\",\"grantExpiresAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"plan\":\"free\",\"subscriptionSource\":\"granted\",\"grantExpiresAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"plan\":\"enterprise\",\"subscriptionSource\":\"paid\",\"contractedMonthlyRecipients\":-1}",
                "{\"plan\":\"enterprise\",\"subscriptionSource\":\"paid\",\"contractedMonthlyRecipients\":\"many\"}"
            })
    void termsThatMakeNoSenseAreRefused(String terms) {
        error(set(administrator(), tenant("free"), terms), 400, "VALIDATION_ERROR");
    }

    @Test
    void thePlanOfAnOrganizationThatIsNotThereIsNotFound() {
        var nobody =
                new Tenant(new OrganizationId(UUID.randomUUID()), tenant("free").badge(), "");

        error(set(administrator(), nobody, Map.of("plan", "free", "subscriptionSource", "paid")), 404, "NOT_FOUND");
    }

    @Test
    void aPlanIsSetBesideWhoeverOnlyRefersToTheOrganization() {
        var tenant = tenant("free");
        var administrator = administrator();
        var terms = Map.of("plan", "enterprise", "subscriptionSource", "paid");

        json(besideAReference(tenant, () -> set(administrator, tenant, terms)), 200);
    }

    @Test
    void aGrantThatHasEndedIsFreeWithoutAnybodysDoing() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        database.owner().sql("""
                        update organization
                        set subscription_source = 'granted', grant_expires_at = now() - interval '1 second',
                            contracted_monthly_recipients = 9000
                        where id = ?
                        """).param(tenant.organization().value()).update();

        var plan = json(send(request(owner, path(tenant))), 200);

        assertThat(plan.get("plan").asString()).isEqualTo("enterprise");
        assertThat(plan.get("effectivePlan").asString()).isEqualTo("free");
        assertThat(plan.at("/month/limit").asInt()).isEqualTo(1_000);
        assertThat(plan.get("apiKeys").toString()).isEqualTo("{\"used\":1,\"limit\":0,\"working\":0}");
        assertThat(json(wish(owner, tenant, "professional"), 202)
                        .get("requestedPlan")
                        .asString())
                .isEqualTo("professional");
    }

    @Test
    void ownersAreToldOfAnotherPlanAndNobodyOfTheSame() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var admin = member(tenant, "admin");
        var ends = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        var terms = Map.of("plan", "enterprise", "subscriptionSource", "granted", "grantExpiresAt", ends.toString());

        json(set(administrator(), tenant, terms), 200);
        json(set(administrator(), tenant, terms), 200);
        json(wish(owner, tenant, "free"), 200);

        assertThat(notices(Notice.PlanChanged.class, owner.email()))
                .extracting(mail -> mail.plan() + " " + mail.until())
                .containsExactly("ENTERPRISE " + ends, "FREE null");
        assertThat(notices(Notice.PlanChanged.class, admin.email())).isEmpty();
    }

    @Test
    void ownersAreToldOnceThatAGrantHasEnded() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        endGrant(tenant);

        await().untilAsserted(() -> assertThat(actions(tenant)).containsExactly("plan.ended"));
        assertThat(notices(Notice.GrantEnded.class, owner.email()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.plan()).isEqualTo(Notice.Plan.ENTERPRISE));

        // Another grant, which has ended, is told of after this one would have been told of again.
        var other = tenant("professional");
        endGrant(other);
        await().untilAsserted(() -> assertThat(actions(other)).containsExactly("plan.ended"));
        assertThat(actions(tenant)).containsExactly("plan.ended");
        assertThat(notices(Notice.GrantEnded.class, owner.email())).hasSize(1);
    }

    private void endGrant(Tenant tenant) {
        database.owner().sql("""
                        update organization
                        set subscription_source = 'granted', grant_expires_at = now() - interval '1 second' where id = ?
                        """).param(tenant.organization().value()).update();
    }

    @Test
    void theOldestKeysWorkOnWhenThePlanIsLowered() {
        var tenant = tenant("enterprise");
        var oldest = keys(tenant).getFirst();
        given.apiKey(tenant.organization(), 10);
        given.apiKey(tenant.organization(), 10);
        assertThat(working(tenant, "enterprise")).hasSize(3);

        assertThat(working(tenant, "professional")).containsExactly(oldest);
        assertThat(working(tenant, "free")).isEmpty();

        database.owner()
                .sql("update api_key set revoked_at = now() where id = ?")
                .param(oldest)
                .update();
        assertThat(working(tenant, "professional"))
                .containsExactly(keys(tenant).get(1))
                .doesNotContain(oldest);
    }

    private List<UUID> keys(Tenant tenant) {
        return database.owner()
                .sql("select id from api_key where organization_id = ? order by created_at, id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<UUID> working(Tenant tenant, String plan) {
        return JdbcClient.create(database.as(Role.INGRESS))
                .sql("""
                        select id from api_key where organization_id = :organization and revoked_at is null
                            and not api_key_is_surplus(organization_id, created_at, id, :plan)
                        """)
                .param("organization", tenant.organization().value())
                .param("plan", plan)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private void use(Tenant tenant, YearMonth month, int recipients) {
        database.owner()
                .sql("insert into quota_counter (organization_id, month, used) values (?, ?, ?)")
                .params(tenant.organization().value(), month.atDay(1), recipients)
                .update();
    }

    private List<String> actions(Tenant tenant) {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by at, id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private HttpResponse<String> wish(Person person, Tenant tenant, String plan) {
        return send("POST", request(person, path(tenant)), Map.of("plan", plan));
    }

    private HttpResponse<String> set(Person person, Tenant tenant, Object terms) {
        return send("PUT", request(person, "/api/admin/organizations/" + tenant.organization() + "/plan"), terms);
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/plan";
    }
}
