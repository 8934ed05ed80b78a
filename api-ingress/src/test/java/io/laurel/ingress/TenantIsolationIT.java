package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CredentialId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Goes along every route of the OpenAPI document as an owner of another organization and as a program of it, with the
 * victim's real ids wherever an id goes. A route that comes new and is not foreseen here fails.
 */
class TenantIsolationIT extends Edge {

    private static final String MARK = "Zmarkz";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** Routes without an id in the path that change something, and why they cannot be about the victim. */
    private static final Map<String, String> ABOUT_ONESELF = Map.ofEntries(
            entry("POST /account/invitation", "a page; its token is the right"),
            entry("POST /account/password", "a page; its token is the right"),
            entry("POST /account/sign-in", "a page; the password is the right"),
            entry("POST /account/sign-out", "ends the session that it is sent with"),
            entry("POST /account/verify", "a page; its token is the right"),
            entry("POST /api/auth/forgot-password", "writes to the address alone"),
            entry("POST /api/auth/login", "the password is the right"),
            entry("POST /api/auth/logout", "ends the session that it is sent with"),
            entry("POST /api/auth/refresh", "its token is the right"),
            entry("POST /api/auth/register", "makes an account that waits for its address"),
            entry("POST /api/auth/request", "writes to the address alone"),
            entry("POST /api/auth/resend-verification-public", "writes to the address alone"),
            entry("POST /api/auth/reset-password", "its token is the right"),
            entry("POST /api/auth/verify", "its code is the right"),
            entry("POST /api/auth/verify-email", "its token is the right"),
            entry("POST /api/credentials/import", "fills the wallet of who asks"),
            entry("POST /api/organizations", "founds a new one"),
            entry("POST /api/v1/badges", "makes a badge of who asks"),
            entry("POST /api/v1/badges/images", "keeps a picture of who asks"),
            entry("POST /portal/code", "a page; its code is the right"),
            entry("POST /portal/link", "a page; its token is the right"),
            entry("POST /portal/request", "a page; writes to the address alone"),
            entry("POST /portal/sign-out", "ends the session that it is sent with"),
            entry("PUT /api/profile", "writes the profile of who asks"));

    /** Routes that take the victim's ids in their bodies and are not refused here. */
    private static final Map<String, String> NOT_REFUSED_HERE = Map.of(
            "POST /api/v1/credentials",
            "the worker decides, and looks for the badge in the organization that the command names: the key's",
            "POST /api/v1/credentials/revoke",
            "tells of each id that there is no such credential");

    private Tenant victim;
    private Tenant other;
    private Person owner;
    private List<String> tokens;
    private Inhabitant portalOfVictim;
    private Map<String, String> ids;
    private Map<String, JsonNode> operations;

    @BeforeEach
    void twoOrganizations() {
        victim = tenant("enterprise");
        other = tenant("enterprise");
        owner = member(other, "owner");
        var admin = inhabitant(other, "admin");
        tokens = List.of(
                other.key(),
                owner.token(),
                admin.token(),
                scopedKey(admin, "read:people", "write:people", "read:interviews", "write:interviews"));
        portalOfVictim = inhabitant(victim, "admin");
        ids = seeded(portalOfVictim);
        operations = OpenApiIT.operations(json(send(request("/openapi.json")), 200));
    }

    @Test
    void nothingOfTheVictimIsReachedByItsIds() {
        var before = rows();
        var reached = new ArrayList<String>();
        var walked = new TreeSet<String>();
        operations.forEach((name, operation) -> {
            if (name.contains("{")) {
                walked.add(name);
                for (var path : paths(name)) {
                    for (var answer : asked(name, path, operation)) {
                        if (!List.of(401, 403, 404).contains(answer.statusCode()) || isMarked(answer)) {
                            reached.add(name + " " + path + " -> " + answer.statusCode() + " " + answer.body());
                        }
                    }
                }
            }
        });

        assertThat(reached).isEmpty();
        assertThat(walked).hasSizeGreaterThan(45);
        assertThat(rows()).as("what the victim has").isEqualTo(before);
    }

    @Test
    void whatHasNoIdInItsPathSaysNothingOfTheVictim() {
        var before = rows();
        var told = new ArrayList<String>();
        operations.forEach((name, operation) -> {
            if (name.contains("{") || ABOUT_ONESELF.containsKey(name)) {
                return;
            }
            var path = name.substring(name.indexOf(' ') + 1) + "?badgeId=" + victim.badge() + "&limit=100";
            for (var answer : asked(name, path, operation)) {
                boolean isRefused = name.startsWith("GET ")
                        || NOT_REFUSED_HERE.containsKey(name)
                        || (answer.statusCode() >= 400 && answer.statusCode() < 500);
                if (!isRefused || answer.statusCode() >= 500 || isMarked(answer)) {
                    told.add(name + " -> " + answer.statusCode() + " " + answer.body());
                }
            }
        });

        assertThat(told).isEmpty();
        assertThat(rows()).as("what the victim has").isEqualTo(before);
    }

    @Test
    void theListsNameOnlyRoutesThatThereAre() {
        assertThat(operations).containsKeys(ABOUT_ONESELF.keySet().toArray(String[]::new));
        assertThat(operations).containsKeys(NOT_REFUSED_HERE.keySet().toArray(String[]::new));
    }

    /** A test that would not see the victim's things would prove nothing: its own people do. */
    @Test
    void theVictimItselfSeesWhatIsMarked() {
        var admin = member(victim, "owner");
        for (var list :
                List.of("badges", "credentials", "api-keys", "webhooks", "invitations", "members", "lms-sources")) {
            var answer = send(request(admin, "/api/organizations/" + victim.organization() + "/" + list));
            assertThat(json(answer, 200).toString()).as(list).containsIgnoringCase(MARK);
        }
        for (var list :
                List.of("people", "interviews", "keys", "interviews/{personId}", "interviews/{personId}/{id}")) {
            var answer = send(request(portalOfVictim, filled("/api/" + list, ids)));
            assertThat(json(answer, 200).toString()).as(list).containsIgnoringCase(MARK);
        }
        for (var path : List.of("badges/{badgeId}", "credentials/{id}", "issuances/{id}", "bulk-jobs/{id}")) {
            assertThat(get(victim, filled("/api/v1/" + path, ids)).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        for (var path :
                List.of("webhooks/{webhookId}", "webhooks/{webhookId}/deliveries", "lms-sources/{sourceId}/files")) {
            var own = filled("/api/organizations/{orgId}/" + path, ids);
            assertThat(send(request(admin, own)).statusCode()).as(path).isEqualTo(200);
        }
    }

    /** With the victim's ids throughout; and within the organization of who asks, with the victim's ids of things. */
    private List<String> paths(String name) {
        var template = name.substring(name.indexOf(' ') + 1);
        var paths = new ArrayList<>(List.of(filled(template, ids)));
        if (template.startsWith("/api/organizations/{orgId}/") && template.indexOf('{', 30) > 0) {
            paths.add(filled(template.replace("{orgId}", other.organization().toString()), ids));
        }
        return paths;
    }

    private static String filled(String template, Map<String, String> ids) {
        var path = new StringBuilder();
        var kind = "";
        for (var segment : template.substring(1).split("/", -1)) {
            var variable = VARIABLE.matcher(segment);
            if (variable.matches()) {
                var id = ids.get(kind + "/" + variable.group(1));
                assertThat(id)
                        .as("an id of the victim for " + kind + "/" + segment + " in " + template)
                        .isNotNull();
                path.append('/').append(id);
            } else {
                kind = segment;
                path.append('/').append(segment);
            }
        }
        return path.toString();
    }

    private List<HttpResponse<String>> asked(String name, String path, JsonNode operation) {
        var method = name.substring(0, name.indexOf(' '));
        var answers = new ArrayList<HttpResponse<String>>();
        for (var token : tokens) {
            var types = operation.path("requestBody").path("content").propertyNames();
            if (types.isEmpty()) {
                answers.add(send(as(token, path).method(method, HttpRequest.BodyPublishers.noBody())));
            }
            for (var type : types) {
                answers.add(send(as(token, path)
                        .header("Content-Type", type.startsWith("multipart/") ? type + ";boundary=part" : type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body(type)))));
            }
        }
        return answers;
    }

    private static boolean isMarked(HttpResponse<String> answer) {
        return answer.body().toLowerCase(Locale.ROOT).contains(MARK.toLowerCase(Locale.ROOT));
    }

    private HttpRequest.Builder as(String token, String path) {
        return request(path).header("Authorization", "Bearer " + token).header("Accept", "application/json, */*");
    }

    /** Plausible for every route that takes one: each reads the fields that it knows. */
    private String body(String type) {
        if (type.startsWith("multipart/")) {
            return "--part\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nTaken over\r\n--part--\r\n";
        }
        if (type.equals("text/csv")) {
            return "name,email\nAda,ada@example.com\n";
        }
        return JSON.writeValueAsString(Map.ofEntries(
                entry("badgeId", victim.badge().toString()),
                entry("recipient", Map.of("name", "Ada", "email", "ada@example.com")),
                entry("ids", List.of(ids.get("credentials/id"))),
                entry("reason", "Because."),
                entry("name", "Taken over"),
                entry("description", "Taken over."),
                entry("email", "ada@example.com"),
                entry("role", "viewer"),
                entry("url", "https://evil.example/hook"),
                entry("events", List.of("credential.issued")),
                entry("domain", "evil.example"),
                entry("plan", "professional"),
                entry("website", "https://evil.example"),
                entry("date", "2026-01-01"),
                entry("first", "Taken"),
                entry("last", "Over"),
                entry("published", 1),
                entry("board_id", "b"),
                entry("form_id", "f"),
                entry("profile_id", "p")));
    }

    private Map<String, String> seeded(Inhabitant somebody) {
        var organization = victim.organization().value();
        var lower = MARK.toLowerCase(Locale.ROOT);
        var member = person(lower + "-" + UUID.randomUUID() + "@people.example");
        write("update organization set name = ?, description = ? where id = ?", MARK + " School", MARK, organization);
        write("update badge set name = ?, description = ? where organization_id = ?", MARK, MARK, organization);
        write("update api_key set name = ? where organization_id = ?", MARK, organization);
        write("""
                insert into member (organization_id, account_id, role, joined_at)
                values (?, ?, 'owner', now())""", organization, member.id());
        var credential = CredentialId.random().value();
        write("""
                insert into issuance (id, organization_id, badge_id, recipient_email, decided_at)
                values (?, ?, ?, ?, now())""", credential, organization, victim.badge().value(), lower + "@example.com");
        write(
                """
                insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                    is_public, issued_at, status_list, status_index, document)
                values (?, ?, ?, ?, ?, ?, true, now(), 1, 1, '{}')""",
                credential,
                "CRD-" + credential.toString().substring(28).toUpperCase(Locale.ROOT),
                organization,
                victim.badge().value(),
                MARK,
                lower + "@example.com");
        var cohort = UUID.randomUUID();
        write("""
                insert into cohort (id, organization_id, badge_id, dry_run, status, created_at)
                values (?, ?, ?, false, 'completed', now())""", cohort, organization, victim.badge().value());
        write("""
                insert into cohort_upload
                    (id, organization_id, badge_id, format, dry_run, fingerprint, bytes, created_at)
                values (?, ?, ?, 'csv', false, 'f', 1, now())""", cohort, organization, victim.badge().value());
        var webhook = UUID.randomUUID();
        write("""
                insert into webhook_endpoint (id, organization_id, url, description, events, created_at)
                values (?, ?, 'https://victim.example/hook', ?, '{credential.issued}', now())""", webhook, organization, MARK);
        var event = UUID.randomUUID();
        write("""
                insert into webhook_delivery
                    (endpoint_id, event_id, organization_id, type, body, state, give_up_at, created_at, settled_at)
                values (?, ?, ?, 'credential.issued', ?, 'delivered', now(), now(), now())""", webhook, event, organization, "{\"name\":\"" + MARK + "\"}");
        var invitation = UUID.randomUUID();
        write(
                """
                insert into invitation
                    (id, organization_id, email, role, token_hash, invited_by, created_at, expires_at)
                values (?, ?, ?, 'admin', ?, ?, now(), now() + interval '7 days')""",
                invitation,
                organization,
                lower + "-invited@example.com",
                UUID.randomUUID().toString().getBytes(UTF_8),
                member.id());
        var imported = UUID.randomUUID();
        write("""
                insert into imported_credential (id, account_id, sha256, document, name, issuer, imported_at)
                values (?, ?, ?, '{}', ?, ?, now())""", imported, member.id(), UUID.randomUUID().toString().getBytes(UTF_8), MARK, MARK);
        var source = UUID.randomUUID();
        write("""
                insert into lms_source (id, organization_id, badge_id, name, profile, rule, folder, file_pattern, join_files, cron,
                    time_zone, is_active, scheduled_at, created_at)
                values (?, ?, ?, ?, 'simple', '{}', 'in', '*.csv', '{}', '0 0 2 * * *', 'UTC', true, now(), now())""", source, organization, victim.badge().value(), MARK);
        var file = UUID.randomUUID();
        write("""
                insert into lms_file (id, source_id, organization_id, sha256, name, bytes, version, found_at, state)
                values (?, ?, ?, '\\xff', ?, 1, 'v', now(), 'taken')""", file, source, organization, MARK + ".csv");
        write("update person set first_name = ? where organization_id = ?", MARK, organization);
        write("insert into district_board (organization_id, id, name) values (?, 'b', '{}')", organization);
        write(
                "insert into district_form (organization_id, id, name, fields) values (?, 'f', '{}', '[{\"id\": \"a\"}]')",
                organization);
        write("insert into district_profile (organization_id, id, name) values (?, 'p', '{}')", organization);
        write("""
                insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id, is_published,
                    responses, created_at, updated_at)
                values (?, 'i', ?, current_date, 'b', 'f', 'p', true, jsonb_build_object('a', cast(? as text)), now(), now())""", organization, somebody.id(), MARK);
        var key = database.owner()
                .sql("select id from api_key where organization_id = ? and scopes is null")
                .param(organization)
                .query(UUID.class)
                .single();
        scopedKey(somebody, "read:people");
        write("update api_key set name = ? where organization_id = ?", MARK, organization);
        var shortId = database.owner()
                .sql("select short_id from api_key where organization_id = ? and scopes is not null")
                .param(organization)
                .query((row, number) -> Objects.requireNonNull(row.getString(1)))
                .single();
        return Map.ofEntries(
                entry("organizations/orgId", organization.toString()),
                entry("organizations/id", organization.toString()),
                entry("badges/badgeId", victim.badge().toString()),
                entry("credentials/id", credential.toString()),
                entry("issuances/id", credential.toString()),
                entry("bulk-jobs/id", cohort.toString()),
                entry("webhooks/webhookId", webhook.toString()),
                entry("deliveries/deliveryId", "evt_" + event),
                entry("invitations/invitationId", invitation.toString()),
                entry("invitations/token", invitation.toString()),
                entry("dead-letters/offset", "0"),
                entry("members/accountId", member.id().toString()),
                entry("api-keys/keyId", key.toString()),
                entry("imported/id", imported.toString()),
                entry("lms-sources/sourceId", source.toString()),
                entry("files/fileId", file.toString()),
                entry("verify/token", organization.toString()),
                entry("people/id", somebody.id()),
                entry("interviews/personId", somebody.id()),
                entry("interviews/id", "i"),
                entry("keys/keyId", shortId));
    }

    private void write(String sql, Object... values) {
        database.owner().sql(sql).params(values).update();
    }

    /** All that the victim has, as it stands. */
    private List<String> rows() {
        var rows = new ArrayList<String>();
        for (var table : List.of(
                "badge",
                "credential",
                "issuance",
                "cohort",
                "cohort_upload",
                "webhook_endpoint",
                "webhook_delivery",
                "invitation",
                "member",
                "organization_domain",
                "lms_source",
                "lms_file",
                "district",
                "person",
                "interview",
                "portal_session",
                "audit_entry",
                "signing_key")) {
            rows.addAll(rows("select row_to_json(t)::text from " + table + " t where organization_id = ? order by 1"));
        }
        rows.addAll(rows("select (row_to_json(t)::jsonb - 'last_used_at')::text from api_key t"
                + " where organization_id = ? order by 1"));
        rows.addAll(rows("select row_to_json(t)::text from organization t where id = ?"));
        return rows;
    }

    private List<String> rows(String sql) {
        return database.owner()
                .sql(sql)
                .param(victim.organization().value())
                .query((row, number) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }
}
