package io.laurel.ingress.revocation;

import static io.laurel.ingress.page.Columns.uuid;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.RevokeCredential;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.credential.CredentialKey;
import io.laurel.ingress.issuance.CommandDesk;
import io.laurel.ingress.issuance.CommandDesk.Draft;
import io.laurel.ingress.issuance.Preference;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the credentials that are meant, and has them revoked: one query and one batch of commands, however many they are. */
@Component
class Revoking {

    private final JdbcClient jdbc;
    private final CommandDesk desk;
    private final AuditLog audit;
    private final Clock clock;

    Revoking(JdbcClient jdbc, CommandDesk desk, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.audit = audit;
        this.clock = clock;
    }

    private record Found(UUID id, String shortId, String recipientEmail) {}

    /**
     * What became of one id.
     *
     * @param asked the id as it was sent
     * @param credential null where the organization has none of the id
     * @param outcome empty while it is open
     */
    record Answer(
            String asked,
            @Nullable UUID credential,
            @Nullable String shortId,
            Optional<Outcome> outcome) {}

    /**
     * Has credentials revoked.
     *
     * @param idempotencyKey makes a repetition of the request the same request, if there is one
     * @return an answer for each id, in their order
     */
    List<Answer> revoke(
            Actor actor, List<String> ids, String reason, @Nullable String idempotencyKey, Preference preference) {
        var keys = ids.stream().map(CredentialKey::parse).toList();
        var found = find(actor.organization(), keys);
        // Each once, also when it is named by both its ids.
        var credentials = new LinkedHashMap<UUID, Found>();
        found.values().forEach(one -> credentials.put(one.id(), one));
        var outcomes = new HashMap<UUID, Optional<Outcome>>();
        if (!credentials.isEmpty()) {
            record(actor, credentials.keySet().stream().toList(), reason);
            var request = request(actor.organization(), idempotencyKey);
            var commands = new ArrayList<Draft>();
            credentials.values().forEach(one -> commands.add(command(actor, one, reason, request)));
            var decided = desk.ask(commands, preference).iterator();
            credentials.keySet().forEach(id -> outcomes.put(id, decided.next()));
        }
        return IntStream.range(0, ids.size())
                .mapToObj(n -> answer(ids.get(n), keys.get(n).map(found::get).orElse(null), outcomes))
                .toList();
    }

    private static Answer answer(String asked, @Nullable Found found, Map<UUID, Optional<Outcome>> outcomes) {
        return found == null
                ? new Answer(asked, null, null, Optional.empty())
                : new Answer(asked, found.id(), found.shortId(), outcomes.getOrDefault(found.id(), Optional.empty()));
    }

    private Draft command(Actor actor, Found credential, String reason, UUID request) {
        var now = clock.instant();
        return address -> new RevokeCredential(
                new CredentialId(credential.id()),
                actor.organization(),
                credential.recipientEmail(),
                reason,
                request,
                now,
                address);
    }

    private static UUID request(OrganizationId organization, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? UuidCreator.getTimeOrderedEpoch()
                : UuidCreator.getNameBasedSha1(organization.value(), "revoke/" + idempotencyKey);
    }

    /** One entry, also for many: what was asked for, by whom and why. What became of it the credentials say. */
    private void record(Actor actor, List<UUID> credentials, String reason) {
        String subject = credentials.size() == 1 ? credentials.getFirst().toString() : null;
        Map<String, ?> details =
                subject == null ? Map.of("reason", reason, "credentials", credentials) : Map.of("reason", reason);
        audit.record(actor, "credential.revocation_requested", subject, details);
    }

    /** The organization's own, by what they were asked for; by UUID the issuance knows whose it is, and so the partition. */
    private Map<CredentialKey, Found> find(OrganizationId organization, List<Optional<CredentialKey>> keys) {
        var uuids = named(keys, CredentialKey.ById.class).toArray(UUID[]::new);
        var shortIds = named(keys, CredentialKey.ByShortId.class).toArray(String[]::new);
        var found = new HashMap<CredentialKey, Found>();
        jdbc.sql("""
                        select asked.id::text as asked, c.id, c.short_id, c.recipient_email
                        from unnest(:uuids) as asked (id)
                        cross join lateral (select recipient_email from issuance where id = asked.id offset 0) i
                        cross join lateral (
                            select id, short_id, recipient_email, organization_id from credential
                            where recipient_email = i.recipient_email and id = asked.id offset 0) c
                        where c.organization_id = :organization
                        union all
                        select asked.id, c.id, c.short_id, c.recipient_email
                        from unnest(:shortIds) as asked (id)
                        cross join lateral (
                            select id, short_id, recipient_email, organization_id from credential
                            where short_id = asked.id offset 0) c
                        where c.organization_id = :organization
                        """)
                .param("uuids", uuids)
                .param("shortIds", shortIds)
                .param("organization", organization.value())
                .query(row -> {
                    found.put(
                            CredentialKey.parse(row.getString("asked")).orElseThrow(),
                            new Found(uuid(row, "id"), row.getString("short_id"), row.getString("recipient_email")));
                });
        return found;
    }

    private static Stream<Object> named(List<Optional<CredentialKey>> keys, Class<? extends CredentialKey> kind) {
        return keys.stream()
                .flatMap(Optional::stream)
                .filter(kind::isInstance)
                .map(CredentialKey::parameter)
                .distinct();
    }
}
