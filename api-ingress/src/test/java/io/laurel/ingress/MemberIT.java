package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Notice.Invited;
import io.laurel.contracts.Notice.RoleChanged;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who belongs to an organization, and how that changes. */
class MemberIT extends Edge {

    @Test
    void whoIsRemovedIsToldByMailAndWhoLeavesIsNot() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var removed = member(tenant, "issuer");
        var leaving = member(tenant, "issuer");
        var members = "/api/organizations/" + tenant.organization() + "/members/";

        assertThat(send(request(owner, members + removed.id()).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(send("POST", request(leaving, "/api/organizations/" + tenant.organization() + "/leave"), "")
                        .statusCode())
                .isEqualTo(204);

        assertThat(notices(Notice.MemberRemoved.class, removed.email()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.organizationName()).isEqualTo("Academy of Letters"));
        assertThat(notices(Notice.MemberRemoved.class, leaving.email())).isEmpty();
        error(send(request(removed, members)), 404, "NOT_FOUND");
    }

    /** Nobody keeps the settings of the portal of an organization that they are out of; the last Admin neither. */
    @Test
    void whoIsOutIsNoAdminOfThePortalAnyMore() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var first = inhabitant(tenant, "admin");
        var last = inhabitant(tenant, "admin");
        var mentor = inhabitant(tenant, "mentor");
        for (var one : List.of(first, last, mentor)) {
            database.owner()
                    .sql(
                            "insert into member (organization_id, account_id, role, joined_at) values (?, ?, 'issuer', now())")
                    .params(tenant.organization().value(), one.account())
                    .update();
            json(send(request(one, "/api/me")), 200);
            assertThat(send(request(owner, members(tenant) + "/" + one.account())
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(204);
        }
        sentence(send(request(first, "/api/me")), 401);
        sentence(send(request(last, "/api/me")), 401);
        json(send(request(mentor, "/api/me")), 200);
        for (var sql : List.of(
                "select id from person where organization_id = ? and archived_at is not null",
                "select subject from audit_entry where organization_id = ? and action = 'person.archived'")) {
            assertThat(database.owner()
                            .sql(sql)
                            .param(tenant.organization().value())
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(first.id(), last.id());
        }
        assertThat(database.owner()
                        .sql("select count(*) from portal_session where organization_id = ? and ended_at is not null")
                        .param(tenant.organization().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    private static final List<String> ROLES = List.of("owner", "admin", "issuer", "viewer");

    @Test
    void everyMemberSeesTheMembersTheNewestFirst() {
        var tenant = tenant("enterprise");
        var people = ROLES.stream().map(role -> member(tenant, role)).toList();

        for (var person : people) {
            var page = json(get(person, members(tenant)), 200);
            assertThat(page.at("/pagination/total").asInt()).isEqualTo(4);
            assertThat(page.get("data").findValuesAsString("role"))
                    .isEqualTo(List.of("viewer", "issuer", "admin", "owner"));
        }
        var first = json(get(people.getFirst(), members(tenant) + "?limit=3"), 200);
        assertThat(first.at("/data/0/accountId").asString())
                .isEqualTo(people.getLast().id().toString());
        assertThat(first.at("/data/0/email").asString())
                .isEqualTo(people.getLast().email());
        assertThat(first.at("/data/0/name").asString()).isEqualTo("Åse O'Brien");
        assertThat(first.at("/data/0/joinedAt").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
        var next = first.at("/pagination/nextCursor").asString();
        assertThat(json(get(people.getFirst(), members(tenant) + "?cursor=" + next), 200)
                        .get("data")
                        .findValuesAsString("role"))
                .isEqualTo(List.of("owner"));
        error(get(people.getFirst(), members(tenant) + "?limit=0"), 400, "VALIDATION_ERROR");
        error(get(person(), members(tenant)), 404, "NOT_FOUND");
        error(send(request(members(tenant))), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource({
        "owner, owner, 201", "owner, admin, 201", "owner, issuer, 201", "owner, viewer, 201",
        "admin, owner, 403", "admin, admin, 201", "admin, issuer, 201", "admin, viewer, 201",
        "issuer, viewer, 403", "viewer, viewer, 403"
    })
    void whoMayInviteWhom(String inviter, String role, int status) {
        var tenant = tenant("enterprise");
        var email = address();

        var answer = invite(member(tenant, inviter), tenant, email, role);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(notices(Invited.class, email)).hasSize(status == 201 ? 1 : 0);
    }

    @Test
    void anInvitationTravelsByMailAndIsAcceptedOnceByTheInvitedAddressOnly() {
        var tenant = tenant("professional");
        var owner = member(tenant, "owner");
        var invited = person();

        var invitation = json(invite(owner, tenant, " " + invited.email().toUpperCase(Locale.ROOT), "Issuer"), 201);

        assertThat(invitation.get("email").asString()).isEqualTo(invited.email());
        assertThat(invitation.get("role").asString()).isEqualTo("issuer");
        assertThat(invitation.get("status").asString()).isEqualTo("open");
        assertThat(invitation.get("invitedBy").asString()).isEqualTo("Åse O'Brien");
        var mail = notices(Invited.class, invited.email()).getFirst();
        assertThat(mail.organizationName()).isEqualTo("Academy of Letters");
        assertThat(mail.inviterName()).isEqualTo("Åse O'Brien");
        assertThat(mail.role()).isEqualTo(Notice.Role.ISSUER);
        var token = token(mail);
        assertThat(invitation.toString()).doesNotContain(token);

        var offer = json(send(request("/api/invitations/" + token)), 200);
        assertThat(offer.get("organizationName").asString()).isEqualTo("Academy of Letters");
        assertThat(offer.get("role").asString()).isEqualTo("issuer");
        error(post(person(), "/api/invitations/" + token + "/accept"), 403, "EMAIL_MISMATCH");
        error(
                send(request("/api/invitations/" + token + "/accept").POST(HttpRequest.BodyPublishers.noBody())),
                401,
                "UNAUTHORIZED");
        error(get(invited, members(tenant)), 404, "NOT_FOUND");

        var joined = json(post(invited, "/api/invitations/" + token + "/accept"), 200);

        assertThat(joined.get("organizationId").asString())
                .isEqualTo(tenant.organization().toString());
        json(get(invited, members(tenant)), 200);
        error(get(invited, invitations(tenant)), 403, "FORBIDDEN");
        error(post(invited, "/api/invitations/" + token + "/accept"), 404, "NOT_FOUND");
        error(send(request("/api/invitations/" + token)), 404, "NOT_FOUND");
        error(invite(owner, tenant, invited.email(), "admin"), 409, "CONFLICT");
        assertThat(audited(tenant)).containsExactly("invitation.sent", "invitation.accepted");
        assertThat(database.owner()
                        .sql("select count(*) from invitation where encode(token_hash, 'escape') = ?")
                        .param(token)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whetherAnAddressHasAnAccountMakesNoDifferenceToTheInviter() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var known = json(invite(owner, tenant, person().email(), "viewer"), 201);
        var unknown = json(invite(owner, tenant, address(), "viewer"), 201);

        assertThat(known.propertyNames()).containsExactlyElementsOf(unknown.propertyNames());
        for (var field : List.of("role", "status", "invitedBy")) {
            assertThat(known.get(field)).isEqualTo(unknown.get(field));
        }
        for (var invitation : List.of(known, unknown)) {
            var mail =
                    notices(Invited.class, invitation.get("email").asString()).getFirst();
            assertThat(mail.to().email()).startsWith(mail.to().name() + "@");
        }
    }

    @Test
    void somebodySignedInSeesTheirInvitationsAndAnswersThemByIdAsNobodyElseCan() {
        var invited = person();
        var yes = tenant("enterprise");
        var no = tenant("enterprise");
        invite(member(yes, "owner"), yes, invited.email(), "admin");
        invite(member(no, "owner"), no, invited.email(), "viewer");

        var mine = json(get(invited, "/api/invitations"), 200);

        assertThat(mine.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(mine.get("data").findValuesAsString("role")).isEqualTo(List.of("viewer", "admin"));
        var declined = "/api/invitations/" + mine.at("/data/0/id").asString();
        var accepted = "/api/invitations/" + mine.at("/data/1/id").asString();
        var stranger = person();
        error(get(stranger, accepted), 404, "NOT_FOUND");
        error(send(request(accepted)), 404, "NOT_FOUND");
        error(post(stranger, accepted + "/accept"), 404, "NOT_FOUND");
        error(post(stranger, declined + "/decline"), 404, "NOT_FOUND");
        error(send(request(declined + "/decline").POST(HttpRequest.BodyPublishers.noBody())), 404, "NOT_FOUND");

        assertThat(post(invited, declined + "/decline").statusCode()).isEqualTo(204);
        json(post(invited, accepted + "/accept"), 200);

        assertThat(json(get(invited, "/api/invitations"), 200).get("data")).isEmpty();
        json(get(invited, members(yes)), 200);
        error(get(invited, members(no)), 404, "NOT_FOUND");
        assertThat(json(get(stranger, "/api/invitations"), 200).get("data")).isEmpty();
        error(send(request("/api/invitations")), 401, "UNAUTHORIZED");
    }

    @Test
    void whoHasTheMailDeclinesWithoutAnAccount() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var email = address();
        var id = json(invite(owner, tenant, email, "viewer"), 201).get("id").asString();
        var path = "/api/invitations/" + token(notices(Invited.class, email).getFirst());

        assertThat(send(request(path + "/decline").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);

        error(send(request(path)), 404, "NOT_FOUND");
        assertThat(json(get(owner, invitations(tenant)), 200).get("data")).isEmpty();
        error(invite(owner, tenant, email, "viewer"), 429, "RATE_LIMITED");
        older(id, "1 minute");
        json(invite(owner, tenant, email, "viewer"), 201);
    }

    @Test
    void whoIsRemovedTakesTheirInvitationsAlong() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var admin = member(tenant, "admin");
        var other = person();
        json(invite(admin, tenant, other.email(), "admin"), 201);
        var token = token(notices(Invited.class, other.email()).getFirst());

        assertThat(remove(owner, tenant, admin).statusCode()).isEqualTo(204);

        error(post(other, "/api/invitations/" + token + "/accept"), 404, "NOT_FOUND");
    }

    @Test
    void aWithdrawnInvitationIsWorthNothing() {
        var tenant = tenant("enterprise");
        var admin = member(tenant, "admin");
        var invited = person();
        var id = json(invite(admin, tenant, invited.email(), "viewer"), 201)
                .get("id")
                .asString();
        var token = token(notices(Invited.class, invited.email()).getFirst());
        error(invite(admin, tenant, invited.email(), "issuer"), 409, "CONFLICT");
        error(
                send(request(member(tenant, "issuer"), invitations(tenant) + "/" + id)
                        .DELETE()),
                403,
                "FORBIDDEN");
        var stranger = tenant("enterprise");
        error(
                send(request(member(stranger, "owner"), invitations(stranger) + "/" + id)
                        .DELETE()),
                404,
                "NOT_FOUND");

        assertThat(send(request(admin, invitations(tenant) + "/" + id).DELETE()).statusCode())
                .isEqualTo(204);

        error(send(request(admin, invitations(tenant) + "/" + id).DELETE()), 404, "NOT_FOUND");
        error(post(invited, "/api/invitations/" + token + "/accept"), 404, "NOT_FOUND");
        assertThat(audited(tenant)).containsExactly("invitation.sent", "invitation.withdrawn");
    }

    @Test
    void anInvitationLastsSevenDaysAndIsMadeAnewByAnotherMail() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var invited = person();
        var id = json(invite(owner, tenant, invited.email(), "viewer"), 201)
                .get("id")
                .asString();
        var resend = invitations(tenant) + "/" + id + "/resend";
        var first = token(notices(Invited.class, invited.email()).getFirst());
        var tooSoon = post(owner, resend);
        error(tooSoon, 429, "RATE_LIMITED");
        assertThat(Integer.parseInt(header(tooSoon, "Retry-After"))).isBetween(1, 60);

        older(id, "7 days");

        error(send(request("/api/invitations/" + first)), 404, "NOT_FOUND");
        error(post(invited, "/api/invitations/" + first + "/accept"), 404, "NOT_FOUND");
        assertThat(json(get(owner, invitations(tenant)), 200)
                        .at("/data/0/status")
                        .asString())
                .isEqualTo("expired");
        assertThat(json(post(owner, resend), 200).get("status").asString()).isEqualTo("open");
        var mails = notices(Invited.class, invited.email());
        assertThat(mails).hasSize(2);
        error(post(invited, "/api/invitations/" + first + "/accept"), 404, "NOT_FOUND");
        json(post(invited, "/api/invitations/" + token(mails.getLast()) + "/accept"), 200);
        error(post(owner, resend), 404, "NOT_FOUND");
    }

    @Test
    void anExpiredInvitationDoesNotStandInTheWayOfANewOne() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var email = address();
        var id = json(invite(owner, tenant, email, "viewer"), 201).get("id").asString();
        older(id, "7 days");

        json(invite(owner, tenant, email, "admin"), 201);

        assertThat(json(get(owner, invitations(tenant)), 200).get("data").findValuesAsString("role"))
                .isEqualTo(List.of("admin"));
    }

    private void older(String invitation, String by) {
        database.owner()
                .sql("update invitation set expires_at = expires_at - cast(? as interval) where id = ?")
                .params(by, UUID.fromString(invitation))
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, viewer, email",
        "'', viewer, email",
        "a@example.com, boss, role",
        "a@example.com, '', role",
        "'a@example.com, b@example.com', viewer, email"
    })
    void whomNobodyCanInviteIsSaidSo(String email, String role, String field) {
        var tenant = tenant("enterprise");
        var answer = error(invite(member(tenant, "owner"), tenant, email, role), 400, "VALIDATION_ERROR");
        assertThat(answer.get("details").has(field)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"free, 0", "professional, 1", "enterprise, 5"})
    void ownersAreInvitedAndMadeWithinThePlan(String plan, int more) {
        var tenant = tenant(plan);
        var owner = member(tenant, "owner");
        for (int n = 0; n < more; n++) {
            json(invite(owner, tenant, address(), "owner"), 201);
        }
        if (more < 5) {
            var refused = error(invite(owner, tenant, address(), "owner"), 403, "FORBIDDEN");
            assertThat(refused.get("message").asString()).contains("The " + plan + " plan includes " + (more + 1));
        }

        for (int n = 0; n < more; n++) {
            json(change(owner, tenant, member(tenant, "viewer"), "owner"), 200);
        }
        if (more < 5) {
            error(change(owner, tenant, member(tenant, "viewer"), "owner"), 403, "FORBIDDEN");
        }
    }

    @Test
    void invitationsAcceptedAtOnceNeverMakeMoreOwnersThanThePlanIncludes() throws InterruptedException {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var people = Stream.generate(this::person).limit(6).toList();
        people.forEach(person -> json(invite(owner, tenant, person.email(), "owner"), 201));
        database.owner()
                .sql("update organization set plan = 'professional' where id = ?")
                .param(tenant.organization().value())
                .update();

        var statuses = atOnce(people.stream()
                .<Callable<Integer>>map(person -> {
                    var token = token(notices(Invited.class, person.email()).getFirst());
                    return () -> post(person, "/api/invitations/" + token + "/accept")
                            .statusCode();
                })
                .toList());

        assertThat(statuses).containsExactlyInAnyOrder(200, 403, 403, 403, 403, 403);
        assertThat(owners(tenant)).isEqualTo(2);
    }

    @Test
    void oneInvitationAcceptedManyTimesAtOnceIsAcceptedOnce() throws InterruptedException {
        var tenant = tenant("enterprise");
        var invited = person();
        json(invite(member(tenant, "owner"), tenant, invited.email(), "viewer"), 201);
        var path = "/api/invitations/"
                + token(notices(Invited.class, invited.email()).getFirst()) + "/accept";

        var statuses = atOnce(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(n -> () -> post(invited, path).statusCode())
                .toList());

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 404);
    }

    @RepeatedTest(5)
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws InterruptedException {
        var tenant = tenant("professional");
        var one = member(tenant, "owner");
        var other = member(tenant, "owner");

        var statuses = atOnce(List.<Callable<Integer>>of(
                () -> post(one, organization(tenant) + "/leave").statusCode(),
                () -> change(other, tenant, other, "viewer").statusCode()));

        assertThat(statuses.stream().map(status -> status == 409)).containsExactlyInAnyOrder(true, false);
        assertThat(owners(tenant)).isEqualTo(1);
    }

    @Test
    void theLastOwnerStays() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        member(tenant, "admin");

        error(post(owner, organization(tenant) + "/leave"), 409, "CONFLICT");
        error(remove(owner, tenant, owner), 409, "CONFLICT");
        error(change(owner, tenant, owner, "admin"), 409, "CONFLICT");
        assertThat(owners(tenant)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "owner, owner, 403", "owner, admin, 204", "owner, issuer, 204", "owner, viewer, 204",
        "admin, owner, 403", "admin, admin, 403", "admin, issuer, 204", "admin, viewer, 204",
        "issuer, viewer, 403", "issuer, issuer, 403", "viewer, viewer, 403"
    })
    void whoRemovesWhom(String role, String whose, int status) {
        var tenant = tenant("enterprise");
        member(tenant, "owner");
        var by = member(tenant, role);
        var whom = member(tenant, whose);
        json(get(whom, members(tenant)), 200);

        var answer = remove(by, tenant, whom);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        // From the next request on, with the token that they still have.
        assertThat(get(whom, members(tenant)).statusCode()).isEqualTo(status == 204 ? 404 : 200);
        assertThat(audited(tenant)).isEqualTo(status == 204 ? List.of("member.removed") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"owner", "admin", "issuer", "viewer"})
    void anybodyLeavesWhoIsNotTheLastOwner(String role) {
        var tenant = tenant("enterprise");
        member(tenant, "owner");
        var person = member(tenant, role);

        assertThat(post(person, organization(tenant) + "/leave").statusCode()).isEqualTo(204);

        error(get(person, members(tenant)), 404, "NOT_FOUND");
        error(post(person, organization(tenant) + "/leave"), 404, "NOT_FOUND");
        assertThat(audited(tenant)).containsExactly("member.left");
    }

    @Test
    void anOwnerChangesRolesAndTheChangeHoldsWithTheNextRequestAndIsMailed() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var person = member(tenant, "admin");
        json(get(person, invitations(tenant)), 200);

        var changed = json(change(owner, tenant, person, "issuer"), 200);

        assertThat(changed.get("role").asString()).isEqualTo("issuer");
        error(get(person, invitations(tenant)), 403, "FORBIDDEN");
        assertThat(notices(RoleChanged.class, person.email()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.role()).isEqualTo(Notice.Role.ISSUER));
        json(change(owner, tenant, person, "issuer"), 200);
        assertThat(notices(RoleChanged.class, person.email())).hasSize(1);
        assertThat(audited(tenant)).containsExactly("member.role_changed");
    }

    @Test
    void onlyOwnersChangeRolesAndNobodyAnotherOwners() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var other = member(tenant, "owner");
        var viewer = member(tenant, "viewer");
        for (var role : List.of("admin", "issuer", "viewer")) {
            error(change(member(tenant, role), tenant, viewer, "issuer"), 403, "FORBIDDEN");
        }
        error(change(owner, tenant, other, "viewer"), 403, "FORBIDDEN");
        error(change(owner, tenant, person(), "viewer"), 404, "NOT_FOUND");
        error(change(owner, tenant, viewer, "boss"), 400, "VALIDATION_ERROR");
        error(change(member(tenant("enterprise"), "owner"), tenant, viewer, "admin"), 404, "NOT_FOUND");
        json(change(other, tenant, other, "viewer"), 200);
        error(change(other, tenant, viewer, "admin"), 403, "FORBIDDEN");
    }

    private HttpResponse<String> get(Person person, String path) {
        return send(request(person, path));
    }

    private HttpResponse<String> post(Person person, String path) {
        return send(request(person, path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> invite(Person inviter, Tenant tenant, String email, String role) {
        return send("POST", request(inviter, invitations(tenant)), Map.of("email", email, "role", role));
    }

    private HttpResponse<String> change(Person owner, Tenant tenant, Person whose, String role) {
        return send("PATCH", request(owner, members(tenant) + "/" + whose.id()), Map.of("role", role));
    }

    private HttpResponse<String> remove(Person by, Tenant tenant, Person whom) {
        return send(request(by, members(tenant) + "/" + whom.id()).DELETE());
    }

    private static String organization(Tenant tenant) {
        return "/api/organizations/" + tenant.organization();
    }

    /** One that is there ends its transaction long before: no mail that it waits for takes ten seconds. */
    @Test
    void anIngressThatVanishesHoldsNoOrganizationForEver(@Autowired DataSource ingress) {
        assertThat(JdbcClient.create(ingress)
                        .sql("show idle_in_transaction_session_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("2min");
    }

    private static String members(Tenant tenant) {
        return organization(tenant) + "/members";
    }

    private static String invitations(Tenant tenant) {
        return organization(tenant) + "/invitations";
    }

    private static String address() {
        return UUID.randomUUID() + "@people.example";
    }

    private int owners(Tenant tenant) {
        return database.owner()
                .sql("select count(*) from member where organization_id = ? and role = 'owner'")
                .param(tenant.organization().value())
                .query(Integer.class)
                .single();
    }

    private List<String> audited(Tenant tenant) {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by at, id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getString("action"))
                .list();
    }

    private static String token(Invited mail) {
        assertThat(mail.link().toString()).startsWith("https://badges.example/account/invitation?token=");
        return mail.link().getQuery().substring("token=".length());
    }

    private static <T> List<T> atOnce(List<Callable<T>> what) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(what.size())) {
            var results = new ArrayList<T>();
            for (var task : threads.invokeAll(what)) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
