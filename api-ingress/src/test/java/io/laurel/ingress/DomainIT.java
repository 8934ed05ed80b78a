package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.xbill.DNS.Rcode;
import tools.jackson.databind.JsonNode;

/** Proving a domain, against a name server on the loopback. */
class DomainIT extends Edge {

    private static final TestNameServer DNS = nameServer();

    private static TestNameServer nameServer() {
        try {
            return new TestNameServer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void askOurNameServer(DynamicPropertyRegistry properties) {
        properties.add("laurel.dns.resolver", DNS::address);
        properties.add("laurel.dns.timeout", () -> "6s");
    }

    @AfterAll
    static void close() throws IOException {
        DNS.close();
    }

    @Test
    void aDomainIsProvedByARecordThatOnlyItsHolderCanMake() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();

        var started = json(start(owner, tenant, "  " + domain.toUpperCase(Locale.ROOT) + ". "), 201);
        assertThat(started.get("domain").asString()).isEqualTo(domain);
        assertThat(started.get("status").asString()).isEqualTo("pending");
        assertThat(started.at("/record/type").asString()).isEqualTo("TXT");
        assertThat(started.at("/record/name").asString()).isEqualTo("_certdirectory." + domain);
        DNS.text("_certdirectory." + domain, List.of(List.of("v=other"), List.of(value(started))));

        var verified = json(verify(owner, tenant), 200);

        assertThat(verified.get("status").asString()).isEqualTo("verified");
        assertThat(verified.get("isShown").asBoolean()).isTrue();
        assertThat(verified.get("verifiedAt").isNull()).isFalse();
        assertThat(json(send(request(owner, path(tenant))), 200)).isEqualTo(verified);
        assertThat(actions(tenant)).containsExactly("domain.started", "domain.verified");
    }

    @Test
    void whatIsMissingInTheDnsIsSaid() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        error(send(request(owner, path(tenant))), 404, "NOT_FOUND");
        error(verify(owner, tenant), 404, "NOT_FOUND");
        var value = value(json(start(owner, tenant, domain), 201));

        assertThat(error(verify(owner, tenant), 409, "CONFLICT").get("message").asString())
                .startsWith("There is no TXT record at _certdirectory." + domain);
        DNS.text("_certdirectory." + domain, List.of(List.of("laurel-domain-verification=another")));
        assertThat(error(verify(owner, tenant), 409, "CONFLICT").get("message").asString())
                .contains("holds another value", value);
        DNS.text("_certdirectory." + domain, List.of());
        assertThat(error(verify(owner, tenant), 409, "CONFLICT").get("message").asString())
                .startsWith("There is no TXT record");
        assertThat(json(send(request(owner, path(tenant))), 200).get("status").asString())
                .isEqualTo("pending");
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED})
    void nameServersThatFailMakeItUnavailableNotWrong(int rcode) {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        json(start(owner, tenant, domain), 201);
        DNS.failure("_certdirectory." + domain, rcode);

        var answer = verify(owner, tenant);

        error(answer, 503, "UNAVAILABLE");
        assertThat(header(answer, "Retry-After")).isNotEmpty();
    }

    @Test
    void aResolverThatIsSilentMakesItUnavailableAndOneLostQuestionDoesNot() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        DNS.text("_certdirectory." + domain, List.of(List.of(value(json(start(owner, tenant, domain), 201)))));

        DNS.lose(Integer.MAX_VALUE);
        error(verify(owner, tenant), 503, "UNAVAILABLE");
        DNS.lose(1);
        json(verify(owner, tenant), 200);
    }

    @Test
    void aliasesLongAnswersAndTextsInPiecesAreRead() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var domain = domain();
        var value = value(json(start(owner, tenant, domain), 201));
        var pieces = List.of(value.substring(0, 10), value.substring(10));
        DNS.alias("_certdirectory." + domain, "proofs." + domain);
        DNS.text(
                "proofs." + domain,
                Stream.concat(TestNameServer.longTexts(), Stream.of(pieces)).toList());

        json(verify(owner, tenant), 200);
    }

    @Test
    void aDomainInAnyScriptIsKeptAsNameServersKnowItAndShownAsPeopleReadIt() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");

        var started = json(start(owner, tenant, "Bücher.Straße.example"), 201);

        assertThat(started.get("domain").asString()).isEqualTo("bücher.straße.example");
        assertThat(started.at("/record/name").asString())
                .isEqualTo("_certdirectory.xn--bcher-kva.xn--strae-oqa.example");
        DNS.text("_certdirectory.xn--bcher-kva.xn--strae-oqa.example", List.of(List.of(value(started))));
        json(verify(owner, tenant), 200);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "localhost",
        "https://example.org",
        "example.org/path",
        "192.0.2.1",
        "-a.example",
        "a..example",
        "a b.example",
        "user@example.org",
        "xn--a.example",
        "example.org:53"
    })
    void whatIsNoDomainIsRefused(String typed) {
        var tenant = tenant("professional");

        var error = error(start(member(tenant, "owner"), tenant, typed), 400, "VALIDATION_ERROR");

        assertThat(error.get("details").has("domain")).isTrue();
    }

    @Test
    void theSameDomainKeepsItsValueAndAnotherGetsItsOwn() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        var first = json(start(owner, tenant, domain), 201);

        assertThat(json(start(owner, tenant, domain), 200)).isEqualTo(first);
        var other = json(start(owner, tenant, domain()), 201);
        assertThat(value(other)).isNotEqualTo(value(first));
        DNS.text(other.at("/record/name").asString(), List.of(List.of(value(other))));
        json(verify(owner, tenant), 200);
        error(start(owner, tenant, domain), 409, "CONFLICT");
        assertThat(send(request(owner, path(tenant)).DELETE()).statusCode()).isEqualTo(204);
        error(send(request(owner, path(tenant)).DELETE()), 404, "NOT_FOUND");
        json(start(owner, tenant, domain), 201);
    }

    @Test
    void aDomainIsOneOrganizationsUntilItsProofIsGone() {
        var first = tenant("professional");
        var second = tenant("professional");
        var firstOwner = member(first, "owner");
        var secondOwner = member(second, "owner");
        var domain = domain();
        var firstValue = value(json(start(firstOwner, first, domain), 201));
        var secondValue = value(json(start(secondOwner, second, domain), 201));
        DNS.text("_certdirectory." + domain, List.of(List.of(firstValue), List.of(secondValue)));
        json(verify(firstOwner, first), 200);

        error(verify(secondOwner, second), 409, "CONFLICT");

        DNS.text("_certdirectory." + domain, List.of(List.of(secondValue)));
        json(verify(secondOwner, second), 200);
        assertThat(json(send(request(firstOwner, path(first))), 200)
                        .get("status")
                        .asString())
                .isEqualTo("pending");
        assertThat(actions(first)).containsExactly("domain.started", "domain.verified", "domain.lost");
    }

    @Test
    void freeVerifiesNothingAndWhatWasVerifiedIsNotShown() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        DNS.text("_certdirectory." + domain, List.of(List.of(value(json(start(owner, tenant, domain), 201)))));
        json(verify(owner, tenant), 200);

        json(
                send(
                        "POST",
                        request(owner, "/api/organizations/" + tenant.organization() + "/plan"),
                        Map.of("plan", "free")),
                200);

        assertThat(json(send(request(owner, path(tenant))), 200).get("isShown").asBoolean())
                .isFalse();
        error(verify(owner, tenant), 403, "FORBIDDEN");
        error(start(owner, tenant, domain()), 403, "FORBIDDEN");
        assertThat(send(request(owner, path(tenant)).DELETE()).statusCode()).isEqualTo(204);
    }

    @Test
    void aProofThatStaysAwayForThreeDaysIsOverAndTheOwnersAreTold() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var domain = domain();
        var proof = List.of(List.of(value(json(start(owner, tenant, domain), 201))));
        DNS.text("_certdirectory." + domain, proof);
        json(verify(owner, tenant), 200);

        nextDay(tenant, 0);
        DNS.text("_certdirectory." + domain, List.of());
        nextDay(tenant, 1);
        nextDay(tenant, 2);
        DNS.failure("_certdirectory." + domain, Rcode.SERVFAIL);
        nextDay(tenant, 2);
        DNS.text("_certdirectory." + domain, proof);
        nextDay(tenant, 0);
        assertThat(json(send(request(owner, path(tenant))), 200).get("status").asString())
                .isEqualTo("verified");
        assertThat(notices(Notice.DomainUnverified.class, owner.email())).isEmpty();

        DNS.text("_certdirectory." + domain, List.of(List.of("something else")));
        nextDay(tenant, 1);
        nextDay(tenant, 2);
        nextDay(tenant, 3);
        assertThat(json(send(request(owner, path(tenant))), 200).get("status").asString())
                .isEqualTo("pending");
        assertThat(actions(tenant)).containsExactly("domain.started", "domain.verified", "domain.lost");
        assertThat(notices(Notice.DomainUnverified.class, owner.email()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.domain()).isEqualTo(domain));

        DNS.text("_certdirectory." + domain, proof);
        json(verify(owner, tenant), 200);
        nextDay(tenant, 0);
    }

    /** Makes the last look-up one of yesterday, and awaits the next and what was found. */
    private void nextDay(Tenant tenant, int missing) {
        var id = tenant.organization().value();
        database.owner()
                .sql("update organization_domain set looked_up_at = now() - interval '25 hours'"
                        + " where organization_id = ?")
                .param(id)
                .update();
        await().untilAsserted(() -> assertThat(database.owner()
                        .sql("select looked_up_at > now() - interval '1 hour' from organization_domain"
                                + " where organization_id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .isTrue());
        await().untilAsserted(() -> assertThat(database.owner()
                        .sql("select failures from organization_domain where organization_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(missing));
    }

    @Test
    void domainsAreTheOwnersMatter() {
        var tenant = tenant("professional");
        var admin = member(tenant, "admin");

        error(start(admin, tenant, domain()), 403, "FORBIDDEN");
        error(send(request(admin, path(tenant))), 403, "FORBIDDEN");
        error(verify(admin, tenant), 403, "FORBIDDEN");
        error(send(request(admin, path(tenant)).DELETE()), 403, "FORBIDDEN");
        error(start(person(), tenant, domain()), 404, "NOT_FOUND");
        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
    }

    private static String domain() {
        return "d" + UUID.randomUUID() + ".example";
    }

    private static String value(JsonNode domain) {
        return domain.at("/record/value").asString();
    }

    private HttpResponse<String> start(Person person, Tenant tenant, String domain) {
        return send("POST", request(person, path(tenant)), Map.of("domain", domain));
    }

    private HttpResponse<String> verify(Person person, Tenant tenant) {
        return send("POST", request(person, path(tenant) + "/verify"), "");
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/domain";
    }

    private List<String> actions(Tenant tenant) {
        return database.owner()
                .sql(
                        "select action from audit_entry where organization_id = ? and action like 'domain.%' order by at, id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getString(1))
                .list();
    }
}
