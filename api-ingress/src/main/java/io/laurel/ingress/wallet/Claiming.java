package io.laurel.ingress.wallet;

import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.ClaimCredential;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.credential.CredentialKey;
import io.laurel.ingress.issuance.CommandDesk;
import io.laurel.ingress.issuance.Preference;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has the worker note that a credential's recipient has taken it. */
@Component
class Claiming {

    private final JdbcClient jdbc;
    private final CommandDesk desk;
    private final Clock clock;

    Claiming(JdbcClient jdbc, CommandDesk desk, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.clock = clock;
    }

    private record Found(CredentialId id, OrganizationId organization, String recipientEmail) {}

    /**
     * A claim and what the worker decided of it.
     *
     * @param outcome empty while it is open
     */
    record Claim(CredentialId credential, Optional<Outcome> outcome) {}

    /**
     * Has it claimed.
     *
     * @param id a short id or a UUID
     * @param idempotencyKey makes a repetition the same claim; without one a second claim comes too late
     */
    Claim claim(Account account, String id, @Nullable String idempotencyKey, Preference preference) {
        var found = CredentialKey.parse(id)
                .flatMap(this::find)
                .orElseThrow(() -> ApiException.notFound("There is no credential with this ID."));
        if (!found.recipientEmail().equals(account.email())) {
            throw ApiException.of(
                    ErrorCode.EMAIL_MISMATCH,
                    "This credential was issued to another e-mail address than the one you are signed in with.");
        }
        var request = idempotencyKey == null
                ? ClaimCredential.randomRequest()
                : UuidCreator.getNameBasedSha1(account.id(), "claim/" + found.id() + "/" + idempotencyKey);
        var now = clock.instant();
        var outcome = desk.ask(
                address -> new ClaimCredential(
                        found.id(), found.organization(), found.recipientEmail(), request, now, address),
                preference);
        return new Claim(found.id(), outcome);
    }

    private Optional<Found> find(CredentialKey key) {
        return jdbc.sql("select c.id, c.organization_id, c.recipient_email from credential c where " + key.condition())
                .param("id", key.parameter())
                .query((row, number) -> found(row))
                .optional();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                new CredentialId(uuid(row, "id")),
                new OrganizationId(uuid(row, "organization_id")),
                row.getString("recipient_email"));
    }
}
