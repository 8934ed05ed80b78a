package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.contracts.Topics;
import io.laurel.web.Timestamps;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking for the mail about a credential once more: the answer is what then happens. */
class MailAgainIT extends Edge {

    private Tenant tenant;
    private Person admin;
    private CredentialId credential;
    private String shortId;

    @BeforeEach
    void issued() {
        tenant = tenant("free");
        admin = member(tenant, "admin");
        credential = CredentialId.random();
        shortId = "CRD-" + credential.toString().substring(28).toUpperCase(Locale.ROOT);
        database.owner()
                .sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, decided_at)
                        values (?, ?, ?, 'ada@example.com', now())
                        """)
                .params(
                        credential.value(),
                        tenant.organization().value(),
                        tenant.badge().value())
                .update();
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, status_list, status_index, document)
                        values (?, ?, ?, ?, 'Ada', 'ada@example.com', true, now(), 1, 1, '{}')
                        """)
                .params(
                        credential.value(),
                        shortId,
                        tenant.organization().value(),
                        tenant.badge().value())
                .update();
    }

    @Test
    void aMailThatWentOutAWeekAgoIsSentAgainByEitherId() {
        var first = mail(
                first(), null, "sent", Instant.now().minus(Duration.ofDays(7).plusSeconds(5)));

        var answer = json(ask(admin, credential.toString()), 202);
        json(ask(admin, shortId), 202);

        assertThat(answer.get("status").asString()).isEqualTo("queued");
        assertThat(answer.get("id").asString()).isEqualTo(credential.toString());
        assertThat(tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.follows().value()).isEqualTo(first);
            assertThat(task.credentialId()).isEqualTo(credential);
        });
        assertThat(tasks().stream().map(ResendCredentialMail::eventId).distinct())
                .as("both ask for one mail")
                .hasSize(1);
    }

    @Test
    void withinTheWeekTheAnswerSaysWhenItCan() {
        var sentAt = Instant.now().minus(Duration.ofDays(6)).truncatedTo(ChronoUnit.MILLIS);
        mail(first(), null, "sent", sentAt);

        var answer = ask(admin, shortId);

        var error = error(answer, 409, "CONFLICT");
        assertThat(error.at("/details/availableAt").asString())
                .isEqualTo(Timestamps.format(sentAt.plus(Duration.ofDays(7))));
        assertThat(Long.parseLong(header(answer, "Retry-After"))).isBetween(24L * 3600 - 60, 24L * 3600 + 1);
        assertThat(tasks()).isEmpty();
    }

    @Test
    void theLastMailCountsAndOneThatFailedDoesNot() {
        var first = mail(first(), null, "sent", Instant.now().minus(Duration.ofDays(20)));
        var second = mail(UUID.randomUUID(), first, "sent", Instant.now().minus(Duration.ofDays(1)));
        error(ask(admin, shortId), 409, "CONFLICT");

        var third = mail(UUID.randomUUID(), second, "failed", null);
        json(ask(admin, shortId), 202);
        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.follows().value()).isEqualTo(third));
    }

    @Test
    void whatIsOnItsWayIsNotAskedForAgain() {
        assertThat(error(ask(admin, shortId), 409, "CONFLICT").get("message").asString())
                .contains("first mail");
        mail(first(), null, "due", null);
        assertThat(error(ask(admin, shortId), 409, "CONFLICT").get("message").asString())
                .contains("on its way");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void nobodyIsMailedAboutWhatIsOverOrWhereMailsAreSwitchedOff() {
        mail(first(), null, "failed", null);
        for (var over : List.of("revoked_at = now()", "revoked_at = null, expires_at = now()", "expires_at = null")) {
            database.owner()
                    .sql("update credential set " + over + " where id = ?")
                    .param(credential.value())
                    .update();
            if (!over.startsWith("expires_at = null")) {
                error(ask(admin, shortId), 409, "CONFLICT");
            }
        }
        database.owner()
                .sql("update organization set email_enabled = false where id = ?")
                .param(tenant.organization().value())
                .update();
        error(ask(admin, shortId), 409, "CONFLICT");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void onlyOwnersAndAdminsOfTheOrganizationAsk() {
        mail(first(), null, "failed", null);
        error(ask(member(tenant, "issuer"), shortId), 403, "FORBIDDEN");
        error(ask(member(tenant, "viewer"), shortId), 403, "FORBIDDEN");
        var other = tenant("enterprise");
        var stranger = member(other, "owner");
        error(ask(stranger, shortId), 404, "NOT_FOUND");
        error(
                send(request(
                                stranger,
                                "/api/organizations/" + other.organization() + "/credentials/" + shortId
                                        + "/resend-email")
                        .POST(HttpRequest.BodyPublishers.noBody())),
                404,
                "NOT_FOUND");
        error(ask(admin, "CRD-00000000"), 404, "NOT_FOUND");
        error(ask(admin, UUID.randomUUID().toString()), 404, "NOT_FOUND");
        error(ask(admin, "nonsense"), 404, "NOT_FOUND");
        assertThat(tasks()).isEmpty();
        json(ask(member(tenant, "owner"), shortId), 202);
    }

    private UUID first() {
        return CredentialIssued.eventIdOf(credential).value();
    }

    private UUID mail(UUID id, @Nullable UUID follows, String state, @Nullable Instant sentAt) {
        OffsetDateTime sent = sentAt == null ? null : sentAt.atOffset(ZoneOffset.UTC);
        database.owner()
                .sql("""
                        insert into notification (event_id, credential_id, short_id, organization_id, badge_id, recipient_name,
                            recipient_email, state, next_attempt_at, created_at, sent_at, follows)
                        values (:id, :credential, :shortId, :organization, :badge, 'Ada', 'ada@example.com', :state,
                            case when :state = 'due' then now() end, clock_timestamp(), cast(:sent as timestamptz),
                            cast(:follows as uuid))
                        """)
                .param("id", id)
                .param("credential", credential.value())
                .param("shortId", shortId)
                .param("organization", tenant.organization().value())
                .param("badge", tenant.badge().value())
                .param("state", state)
                .param("sent", sent)
                .param("follows", follows)
                .update();
        return id;
    }

    private List<ResendCredentialMail> tasks() {
        return topics.read(Topics.NOTIFIER_TASKS, NotifierTask.class).stream()
                .filter(task -> task.organizationId().equals(tenant.organization()))
                .map(ResendCredentialMail.class::cast)
                .toList();
    }

    private HttpResponse<String> ask(Person person, String id) {
        return send(
                request(person, "/api/organizations/" + tenant.organization() + "/credentials/" + id + "/resend-email")
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }
}
