package io.laurel.worker.issuance;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What a test asks the cycle for. */
final class Requests {

    private Requests() {}

    static IssueCredential of(OrganizationId organization, BadgeId badge, String email) {
        return new IssueCredential(
                CredentialId.random(),
                organization,
                badge,
                new Recipient("Ada O’Brien", email),
                null,
                true,
                Instant.parse("2026-01-15T10:00:00Z"),
                null,
                null,
                null);
    }

    /** One for each number from a first on. */
    static List<IssueCredential> of(OrganizationId organization, BadgeId badge, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(n -> of(organization, badge, "r" + n + "@example.com"))
                .toList();
    }
}
