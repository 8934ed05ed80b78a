package io.laurel.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A release runs beside the one before it, so a message's JSON changes by added fields only: these files are the record. */
class GoldenMessagesTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00.123Z");
    private static final OrganizationId ORGANIZATION =
            new OrganizationId(UUID.fromString("0190a000-0000-7000-8000-000000000001"));
    private static final BadgeId BADGE = new BadgeId(UUID.fromString("0190a000-0000-7000-8000-000000000002"));
    private static final CohortId COHORT = new CohortId(UUID.fromString("0190a000-0000-7000-8000-000000000003"));
    private static final CredentialId CREDENTIAL =
            new CredentialId(UUID.fromString("0190a000-0000-7000-8000-000000000004"));
    private static final CredentialId OLDER = new CredentialId(UUID.fromString("0190a000-0000-7000-8000-000000000005"));
    private static final UUID CORRELATION = UUID.fromString("0190a000-0000-7000-8000-000000000006");
    private static final WebhookId WEBHOOK = new WebhookId(UUID.fromString("0190a000-0000-7000-8000-000000000007"));
    private static final Recipient RECIPIENT = new Recipient("李雷 O’Brien", "li.lei@example.com");

    private static final URI LINK = URI.create("https://laurel.example/verify-address?token=s3cret");

    static Stream<Arguments> messages() {
        return Stream.of(
                golden(
                        "issue-credential",
                        IssuanceCommand.class,
                        new IssueCredential(
                                CREDENTIAL,
                                ORGANIZATION,
                                BADGE,
                                RECIPIENT,
                                URI.create("https://example.com/e/1"),
                                true,
                                NOON,
                                "9f86d081",
                                new CohortRow(COHORT, 7),
                                new ReplyAddress(3, CORRELATION))),
                golden(
                        "issue-credential-least",
                        IssuanceCommand.class,
                        new IssueCredential(
                                CREDENTIAL, ORGANIZATION, BADGE, RECIPIENT, null, false, NOON, null, null, null)),
                golden(
                        "revoke-credential",
                        IssuanceCommand.class,
                        new RevokeCredential(
                                CREDENTIAL,
                                ORGANIZATION,
                                RECIPIENT.email(),
                                "Issued in error.",
                                CORRELATION,
                                NOON,
                                null)),
                golden(
                        "revoke-credential-and-wait",
                        IssuanceCommand.class,
                        new RevokeCredential(
                                CREDENTIAL,
                                ORGANIZATION,
                                RECIPIENT.email(),
                                "Issued in error.",
                                CORRELATION,
                                NOON,
                                new ReplyAddress(3, CORRELATION))),
                golden(
                        "claim-credential",
                        IssuanceCommand.class,
                        new ClaimCredential(
                                CREDENTIAL,
                                ORGANIZATION,
                                RECIPIENT.email(),
                                CORRELATION,
                                NOON,
                                new ReplyAddress(3, CORRELATION))),
                golden("import-cohort", IssuanceTask.class, new ImportCohort(COHORT, ORGANIZATION)),
                golden(
                        "steer-cohort",
                        IssuanceTask.class,
                        new SteerCohort(COHORT, ORGANIZATION, SteerCohort.Move.RETRY, 2)),
                golden(
                        "replay-command",
                        IssuanceTask.class,
                        new ReplayCommand(new RevokeCredential(
                                CREDENTIAL,
                                ORGANIZATION,
                                RECIPIENT.email(),
                                "Issued in error.",
                                CORRELATION,
                                NOON,
                                null))),
                golden("generate-signing-key", IssuanceTask.class, new GenerateSigningKey(ORGANIZATION)),
                golden("rotate-signing-key", IssuanceTask.class, new RotateSigningKey(ORGANIZATION, CORRELATION, NOON)),
                golden(
                        "encode-as-jwt",
                        IssuanceTask.class,
                        new EncodeAsJwt(ORGANIZATION, CREDENTIAL, RECIPIENT.email())),
                golden(
                        "issuance-reply-issued",
                        IssuanceReply.class,
                        new IssuanceReply(
                                CORRELATION,
                                new Outcome.Issued(
                                        CREDENTIAL,
                                        new ShortId("CRD-7K2M9XQ4"),
                                        NOON,
                                        NOON.plusSeconds(60),
                                        Supersession.ACTIVE_TIME_BOUND,
                                        OLDER))),
                golden(
                        "issuance-reply-rejected",
                        IssuanceReply.class,
                        new IssuanceReply(
                                CORRELATION,
                                new Outcome.Rejected(CREDENTIAL, Rejection.OVER_QUOTA, "Over the quota of 1000."))),
                golden(
                        "issuance-reply-revoked",
                        IssuanceReply.class,
                        new IssuanceReply(
                                CORRELATION, new Outcome.Revoked(CREDENTIAL, new ShortId("CRD-7K2M9XQ4"), NOON))),
                golden(
                        "issuance-reply-claimed",
                        IssuanceReply.class,
                        new IssuanceReply(
                                CORRELATION, new Outcome.Claimed(CREDENTIAL, new ShortId("CRD-7K2M9XQ4"), NOON))),
                golden(
                        "credential-issued",
                        CredentialEvent.class,
                        new CredentialIssued(
                                CredentialIssued.eventIdOf(CREDENTIAL),
                                CREDENTIAL,
                                new ShortId("CRD-7K2M9XQ4"),
                                ORGANIZATION,
                                BADGE,
                                RECIPIENT,
                                NOON,
                                null,
                                new CredentialIssued.Superseded(OLDER, new ShortId("CRD-AAAAAAA1")))),
                golden(
                        "credential-revoked",
                        CredentialEvent.class,
                        new CredentialRevoked(
                                CredentialRevoked.eventIdOf(CREDENTIAL),
                                CREDENTIAL,
                                new ShortId("CRD-7K2M9XQ4"),
                                ORGANIZATION,
                                BADGE,
                                RECIPIENT.email(),
                                NOON,
                                "superseded by renewal")),
                golden(
                        "credential-encoded",
                        CredentialEvent.class,
                        new CredentialEncoded(
                                CredentialEncoded.eventIdOf(CREDENTIAL), CREDENTIAL, ORGANIZATION, RECIPIENT.email())),
                golden(
                        "resend-credential-mail",
                        NotifierTask.class,
                        new ResendCredentialMail(
                                CredentialIssued.eventIdOf(CREDENTIAL), ORGANIZATION, CREDENTIAL, NOON)),
                golden(
                        "resend-delivery",
                        NotifierTask.class,
                        new ResendDelivery(
                                CORRELATION, ORGANIZATION, WEBHOOK, CredentialIssued.eventIdOf(CREDENTIAL), NOON)),
                golden(
                        "send-test-event",
                        NotifierTask.class,
                        new SendTestEvent(CredentialIssued.eventIdOf(CREDENTIAL), ORGANIZATION, WEBHOOK, NOON)),
                golden("notice-verify-address", Notice.class, new Notice.VerifyAddress(CORRELATION, RECIPIENT, LINK)),
                golden("notice-address-taken", Notice.class, new Notice.AddressTaken(CORRELATION, RECIPIENT, LINK)),
                golden("notice-reset-password", Notice.class, new Notice.ResetPassword(CORRELATION, RECIPIENT, LINK)),
                golden(
                        "notice-sign-in-code",
                        Notice.class,
                        new Notice.SignInCode(CORRELATION, RECIPIENT, "048371", LINK)),
                golden(
                        "notice-invited",
                        Notice.class,
                        new Notice.Invited(CORRELATION, RECIPIENT, "Academy", "Ada", Notice.Role.ISSUER, LINK)),
                golden(
                        "notice-role-changed",
                        Notice.class,
                        new Notice.RoleChanged(CORRELATION, RECIPIENT, "Academy", Notice.Role.ADMIN)),
                golden(
                        "notice-organization-reviewed",
                        Notice.class,
                        new Notice.OrganizationReviewed(
                                CORRELATION, RECIPIENT, "Academy", Notice.Status.REJECTED, "No web site.", LINK)),
                golden(
                        "notice-organization-reviewed-least",
                        Notice.class,
                        new Notice.OrganizationReviewed(
                                CORRELATION, RECIPIENT, "Academy", Notice.Status.APPROVED, null, LINK)),
                golden(
                        "notice-member-removed",
                        Notice.class,
                        new Notice.MemberRemoved(CORRELATION, RECIPIENT, "Academy")),
                golden(
                        "notice-plan-changed",
                        Notice.class,
                        new Notice.PlanChanged(CORRELATION, RECIPIENT, "Academy", Notice.Plan.ENTERPRISE, NOON)),
                golden(
                        "notice-plan-changed-least",
                        Notice.class,
                        new Notice.PlanChanged(CORRELATION, RECIPIENT, "Academy", Notice.Plan.FREE, null)),
                golden(
                        "notice-grant-ended",
                        Notice.class,
                        new Notice.GrantEnded(CORRELATION, RECIPIENT, "Academy", Notice.Plan.PROFESSIONAL)),
                golden(
                        "notice-domain-unverified",
                        Notice.class,
                        new Notice.DomainUnverified(CORRELATION, RECIPIENT, "Academy", "academy.example")),
                golden(
                        "notice-webhook-in-trouble",
                        Notice.class,
                        new Notice.WebhookInTrouble(
                                CORRELATION, RECIPIENT, "Academy", "hooks.example", Notice.Trouble.STOPPED)),
                golden(
                        "credential-claimed",
                        CredentialEvent.class,
                        new CredentialClaimed(
                                CredentialClaimed.eventIdOf(CREDENTIAL),
                                CREDENTIAL,
                                new ShortId("CRD-7K2M9XQ4"),
                                ORGANIZATION,
                                BADGE,
                                RECIPIENT.email(),
                                NOON)),
                golden(
                        "credential-expired",
                        CredentialEvent.class,
                        new CredentialExpired(
                                CredentialExpired.eventIdOf(CREDENTIAL),
                                CREDENTIAL,
                                new ShortId("CRD-7K2M9XQ4"),
                                ORGANIZATION,
                                BADGE,
                                RECIPIENT.email(),
                                NOON)),
                golden(
                        "cohort-completed",
                        CohortEvent.class,
                        new CohortCompleted(
                                CohortCompleted.eventIdOf(COHORT, NOON),
                                COHORT,
                                ORGANIZATION,
                                BADGE,
                                CohortCompleted.Status.COMPLETED,
                                null,
                                new CohortCompleted.Counts(10, 6, 2, 1, 1, 2),
                                NOON,
                                NOON,
                                NOON)),
                golden(
                        "cohort-completed-least",
                        CohortEvent.class,
                        new CohortCompleted(
                                CohortCompleted.eventIdOf(COHORT, NOON),
                                COHORT,
                                ORGANIZATION,
                                BADGE,
                                CohortCompleted.Status.FAILED,
                                "Line 3 has an unclosed quote.",
                                new CohortCompleted.Counts(0, 0, 0, 0, 0, 0),
                                NOON,
                                null,
                                NOON)));
    }

    private static Arguments golden(String file, Class<?> type, Object message) {
        return Arguments.of(file, type, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageIsWrittenAsItsGoldenJsonAndReadBack(String file, Class<?> type, Object message) throws IOException {
        String golden;
        try (var in = Objects.requireNonNull(
                getClass().getResourceAsStream("/golden/" + file + ".json"), "no golden file " + file)) {
            golden = new String(in.readAllBytes(), UTF_8).strip();
        }
        assertThat(new String(Messages.write(message), UTF_8)).isEqualTo(golden);
        assertThat((Object) Messages.read(golden.getBytes(UTF_8), type)).isEqualTo(message);
    }

    @Test
    void aFieldOfALaterReleaseIsIgnored() {
        var bytes = "{\"type\":\"ImportCohort\",\"cohortId\":\"%s\",\"organizationId\":\"%s\",\"later\":1}"
                .formatted(COHORT, ORGANIZATION)
                .getBytes(UTF_8);
        assertThat(Messages.read(bytes, IssuanceTask.class)).isEqualTo(new ImportCohort(COHORT, ORGANIZATION));
    }

    @Test
    void whatIsNotAMessageIsRefusedAsOne() {
        assertThatThrownBy(() -> Messages.read("[1]".getBytes(UTF_8), IssuanceCommand.class))
                .isInstanceOf(Messages.UnreadableMessageException.class);
    }

    @Test
    void noNoticePrintsItsLink() {
        assertThat(messages().map(arguments -> arguments.get()[2]).filter(Notice.class::isInstance))
                .isNotEmpty()
                .allSatisfy(
                        notice -> assertThat(notice.toString()).doesNotContain("s3cret", "laurel.example", "048371"));
    }
}
