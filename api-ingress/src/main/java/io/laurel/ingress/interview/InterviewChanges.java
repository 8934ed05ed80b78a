package io.laurel.ingress.interview;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.Recipient;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes and changes interviews. What one earns is recorded with it, in one transaction, and sent to the worker when that has ended:
 * see {@link EarnedCredentials}.
 */
@Component
class InterviewChanges {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final EarnedCredentials credentials;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InterviewChanges(
            JdbcClient jdbc,
            JsonMapper json,
            EarnedCredentials credentials,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.credentials = credentials;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** An interview's own columns. */
    private record State(
            LocalDate date, String board, String form, String profile, boolean isPublished, ObjectNode responses) {

        State with(InterviewRequest sent, ObjectNode merged) {
            return new State(
                    Objects.requireNonNullElse(sent.date(), date),
                    Objects.requireNonNullElse(sent.board(), board),
                    Objects.requireNonNullElse(sent.form(), form),
                    Objects.requireNonNullElse(sent.profile(), profile),
                    Objects.requireNonNullElse(sent.isPublished(), isPublished),
                    merged);
        }
    }

    private record Person(Recipient asRecipient, boolean isArchived) {}

    /** Which interview was made, and what it asks for, unless that was done before. */
    private record Made(String id, Optional<EarnedCredentials.Request> request) {}

    /**
     * Answers the new one's id; or, where the same was asked before under the same key, that one's.
     *
     * @param idempotencyKey what the client called its request, if it did
     */
    String create(Actor actor, String personId, JsonNode body, @Nullable String idempotencyKey) {
        var name = idempotencyKey == null ? null : RequestName.of(idempotencyKey, personId, body);
        var made = Objects.requireNonNull(transaction.execute(status -> {
            // Before anything that has changed since then could refuse what was done.
            var earlier = earlier(actor, name);
            if (earlier.isPresent()) {
                return new Made(earlier.get(), Optional.empty());
            }
            var id = PortalId.random();
            var person = person(actor, personId);
            var sent = InterviewRequest.ofNew(body);
            requireLive(person);
            holdForms(actor, Objects.requireNonNull(sent.form()));
            var frame = frame(
                    actor,
                    Objects.requireNonNull(sent.board()),
                    Objects.requireNonNull(sent.form()),
                    Objects.requireNonNull(sent.profile()));
            var form = requireComplete(frame);
            var empty = new State(
                    Objects.requireNonNull(sent.date()),
                    sent.board(),
                    sent.form(),
                    sent.profile(),
                    false,
                    JsonNodeFactory.instance.objectNode());
            var state = empty.with(sent, Answers.merged(empty.responses(), sent.responses(), form, null));
            if (!insert(actor, personId, id, state, name)) {
                // The same request at the same time, which has ended now.
                return new Made(earlier(actor, name).orElseThrow(), Optional.empty());
            }
            audit.record(actor, "interview.created", id, Map.of("person", personId));
            var earned = frame.earned(state.isPublished(), state.responses());
            return new Made(id, published(actor, person, personId, id, earned, false, state));
        }));
        made.request().ifPresent(credentials::send);
        return made.id();
    }

    private Optional<String> earlier(Actor actor, @Nullable RequestName name) {
        if (name == null) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select id, request_hash from interview
                        where organization_id = ? and idempotency_key_hash = ?
                        """)
                .params(actor.organization().value(), name.keyHash())
                .query((row, number) -> {
                    if (!Arrays.equals(row.getBytes("request_hash"), name.requestHash())) {
                        throw ApiException.conflict("This Idempotency-Key was used for a request with another body.");
                    }
                    return row.getString("id");
                })
                .optional();
    }

    /** Changes what is sent; the same sent again changes nothing more. */
    void change(Actor actor, String personId, String id, JsonNode body) {
        var request = Objects.requireNonNull(transaction.execute(status -> {
            // 1. Held: of two who publish, the second sees what the first has done.
            var before = hold(actor, personId, id);
            var person = person(actor, personId);
            var sent = InterviewRequest.ofChange(body);
            requireLive(person);

            // 2. As it will be.
            var newForm = Objects.requireNonNullElse(sent.form(), before.form());
            holdForms(actor, before.form(), newForm);
            var frameBefore = frame(actor, before.board(), before.form(), before.profile());
            var frame = frame(
                    actor,
                    Objects.requireNonNullElse(sent.board(), before.board()),
                    newForm,
                    Objects.requireNonNullElse(sent.profile(), before.profile()));
            var form = requireComplete(frame);
            var formBefore = newForm.equals(before.form()) ? null : requireComplete(frameBefore);
            var after = before.with(sent, Answers.merged(before.responses(), sent.responses(), form, formBefore));
            if (after.equals(before)) {
                return Optional.<EarnedCredentials.Request>empty();
            }

            // 3. What it earns now, and did not before.
            update(actor, id, after);
            audit.record(actor, "interview.changed", id, Map.of("person", personId));
            boolean wasEarned =
                    frameBefore.earned(before.isPublished(), before.responses()).isPresent();
            var earned = frame.earned(after.isPublished(), after.responses()).filter(badge -> !wasEarned);
            return published(actor, person, personId, id, earned, before.isPublished(), after);
        }));
        request.ifPresent(credentials::send);
    }

    private Optional<EarnedCredentials.Request> published(
            Actor actor,
            Person person,
            String personId,
            String id,
            Optional<BadgeId> earned,
            boolean wasPublished,
            State state) {
        var request = earned.flatMap(badge -> credentials.request(actor, id, badge, person.asRecipient()));
        if (state.isPublished() != wasPublished) {
            audit.record(
                    actor,
                    state.isPublished() ? "interview.published" : "interview.unpublished",
                    id,
                    Map.of("person", personId));
        }
        request.ifPresent(made -> audit.record(
                actor,
                "credential.requested",
                made.id().toString(),
                Map.of("interview", id, "recipient", made.recipient().email())));
        return request;
    }

    private Person person(Actor actor, String personId) {
        return jdbc.sql("""
                        select p.first_name, p.last_name, a.email, p.archived_at is not null as is_archived
                        from person p join account a on a.id = p.account_id
                        where p.organization_id = ? and p.id = ?
                        """)
                .params(actor.organization().value(), personId)
                .query((row, number) -> new Person(
                        new Recipient(
                                row.getString("first_name") + " " + row.getString("last_name"), row.getString("email")),
                        row.getBoolean("is_archived")))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no person with this id."));
    }

    private static void requireLive(Person person) {
        if (person.isArchived()) {
            throw ApiException.conflict(
                    "This person is archived, and their interviews with them: unarchive them first.");
        }
    }

    private State hold(Actor actor, String personId, String id) {
        return jdbc.sql("""
                        select date, board_id, form_id, profile_id, is_published, responses from interview
                        where organization_id = ? and person_id = ? and id = ? for no key update
                        """)
                .params(actor.organization().value(), personId, id)
                .query((row, number) -> new State(
                        row.getObject("date", LocalDate.class),
                        row.getString("board_id"),
                        row.getString("form_id"),
                        row.getString("profile_id"),
                        row.getBoolean("is_published"),
                        (ObjectNode) json.readTree(row.getString("responses"))))
                .optional()
                .orElseThrow(InterviewChanges::notFound);
    }

    /** What is private in them stays so until the transaction ends. In their order, as where a district is put. */
    private void holdForms(Actor actor, String... forms) {
        jdbc.sql("select id from district_form where organization_id = ? and id = any (?) order by id for share")
                .params(actor.organization().value(), forms)
                .query(String.class)
                .list();
    }

    private Frame frame(Actor actor, String board, String form, String profile) {
        return jdbc.sql("""
                        select b.id is not null as has_board, p.id is not null as has_profile, f.fields,
                            p.badge_id, p.field, p.recommendation
                        from district d
                        left join district_board b on b.organization_id = d.organization_id and b.id = :board
                        left join district_form f on f.organization_id = d.organization_id and f.id = :form
                        left join district_profile p on p.organization_id = d.organization_id and p.id = :profile
                        where d.organization_id = :district
                        """)
                .param("district", actor.organization().value())
                .param("board", board)
                .param("form", form)
                .param("profile", profile)
                .query((row, number) ->
                        new Frame(row.getBoolean("has_board"), row.getBoolean("has_profile"), form(row), prize(row)))
                .single();
    }

    private Frame.@Nullable Form form(ResultSet row) throws SQLException {
        var text = row.getString("fields");
        if (text == null) {
            return null;
        }
        var fields = new HashSet<String>();
        var privates = new HashSet<String>();
        json.readTree(text).forEach(field -> {
            var id = field.path("id").asString();
            fields.add(id);
            if (field.path("p").asInt(0) != 0) {
                privates.add(id);
            }
        });
        return new Frame.Form(fields, privates);
    }

    private static Optional<Frame.Prize> prize(ResultSet row) throws SQLException {
        var badge = uuidOrNull(row, "badge_id");
        return badge == null
                ? Optional.empty()
                : Optional.of(
                        new Frame.Prize(new BadgeId(badge), row.getString("field"), row.getString("recommendation")));
    }

    /** Answers the form. */
    private static Frame.Form requireComplete(Frame frame) {
        if (!frame.hasBoard()) {
            throw ApiException.invalid("board_id", "is no board of this district");
        }
        if (frame.form() == null) {
            throw ApiException.invalid("form_id", "is no form of this district");
        }
        if (!frame.hasProfile()) {
            throw ApiException.invalid("profile_id", "is no profile of this district");
        }
        return frame.form();
    }

    /** Not where the request's name is taken; whoever is taking it is waited for. */
    private boolean insert(Actor actor, String personId, String id, State state, @Nullable RequestName name) {
        var now = parameter(clock.instant());
        return jdbc.sql("""
                        insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id,
                            is_published, responses, created_at, updated_at, idempotency_key_hash, request_hash)
                        values (:district, :id, :person, :date, :board, :form, :profile, :isPublished,
                            cast(:responses as jsonb), :now, :now, :key, :request)
                        on conflict (organization_id, idempotency_key_hash) do nothing
                        """)
                        .param("district", actor.organization().value())
                        .param("id", id)
                        .param("person", personId)
                        .param("date", state.date())
                        .param("board", state.board())
                        .param("form", state.form())
                        .param("profile", state.profile())
                        .param("isPublished", state.isPublished())
                        .param("responses", state.responses().toString())
                        .param("now", now)
                        .param("key", name == null ? null : name.keyHash(), Types.BINARY)
                        .param("request", name == null ? null : name.requestHash(), Types.BINARY)
                        .update()
                == 1;
    }

    private void update(Actor actor, String id, State state) {
        jdbc.sql("""
                        update interview set date = ?, board_id = ?, form_id = ?, profile_id = ?, is_published = ?,
                            responses = cast(? as jsonb), updated_at = ?
                        where organization_id = ? and id = ?
                        """)
                .params(
                        state.date(),
                        state.board(),
                        state.form(),
                        state.profile(),
                        state.isPublished(),
                        state.responses().toString(),
                        parameter(clock.instant()),
                        actor.organization().value(),
                        id)
                .update();
    }

    static ApiException notFound() {
        return ApiException.notFound("There is no interview with this id.");
    }
}
