package io.laurel.ingress.interview;

import static io.laurel.ingress.page.Columns.instant;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads interviews, each reader's part of them: which, and which of their answers, the database decides. */
@Component
public class Interviews {

    /** How many are read with one statement: each may have 64 KB of answers. */
    public static final int AT_ONCE = 20;

    /**
     * Of an answer to a field that the form does not have any more nobody knows whether it is private: it is left out as if it were.
     * What became of the request is looked up for the rows of one batch alone.
     */
    private static final String SELECT = """
            select i.id, i.person_id, i.organization_id, i.date, i.board_id, i.form_id, i.profile_id, i.is_published,
                case when :isAll then i.responses else (
                    select coalesce(jsonb_object_agg(answer.key, answer.value), '{}')
                    from jsonb_each(i.responses) answer
                    where answer.key in (
                        select field.value ->> 'id' from jsonb_array_elements(form.fields) field
                        where coalesce(field.value -> 'p', '0') = '0')
                ) end as responses,
                i.created_at, i.updated_at, i.credential_id is not null or profile.badge_id is not null as can_earn,
                credential.short_id, case when :isAll then issuance.message end as credential_error
            from (select * from interview i where i.organization_id = :district and %s limit %d) i
            join district_form form on form.organization_id = i.organization_id and form.id = i.form_id
            join district_profile profile on profile.organization_id = i.organization_id and profile.id = i.profile_id
            left join issuance on issuance.id = i.credential_id and issuance.organization_id = i.organization_id
            left join credential on credential.recipient_email = issuance.recipient_email and credential.id = issuance.id
            order by i.date desc, i.id desc
            """;

    private static final String IN_ORDER = " order by i.date desc, i.id desc";
    private static final String FIRST = IN_ORDER + " offset :offset";
    private static final String NEXT = " and (i.date, i.id) < (:date, :id)" + IN_ORDER;

    private final JdbcClient jdbc;

    Interviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to {@link #AT_ONCE} of the whole district, the newest first. */
    List<Interview> ofDistrict(Viewer viewer, @Nullable Interview last, int offset) {
        return after(viewer, viewer.interviews("i"), null, last, offset);
    }

    /** Up to {@link #AT_ONCE} of one person, the newest first. */
    public List<Interview> ofPerson(Viewer viewer, String person, @Nullable Interview last, int offset) {
        return after(viewer, "i.person_id = :person and " + viewer.interviews("i"), person, last, offset);
    }

    Optional<Interview> find(Viewer viewer, String person, String id) {
        var condition = "i.person_id = :person and i.id = :id and " + viewer.interviews("i");
        return viewer.bind(jdbc.sql(SELECT.formatted(condition, 1)))
                .param("isAll", viewer.seesAllInterviews())
                .param("person", person)
                .param("id", id)
                .query((row, number) -> interview(row))
                .optional();
    }

    /** For whoever may not read: what they sent to create it, and what it is called. What became of it since is not told. */
    Interview asSent(OrganizationId district, String person, String id, JsonNode body) {
        var sent = InterviewRequest.ofNew(body);
        var responses = sent.responses().deepCopy();
        responses.removeIf(JsonNode::isNull);
        long createdAt = jdbc.sql("select created_at from interview where organization_id = ? and id = ?")
                .params(district.value(), id)
                .query((row, number) -> instant(row, "created_at").toEpochMilli())
                .single();
        return new Interview(
                id,
                person,
                district.toString(),
                Objects.requireNonNull(sent.date()),
                Objects.requireNonNull(sent.board()),
                Objects.requireNonNull(sent.form()),
                Objects.requireNonNull(sent.profile()),
                Boolean.TRUE.equals(sent.isPublished()) ? 1 : 0,
                responses.toString(),
                createdAt,
                createdAt,
                null,
                null);
    }

    /** Whether there is such a person, of whom the reader can be shown interviews. */
    boolean knows(Viewer viewer, String person) {
        return viewer.bind(jdbc.sql(
                        "select exists (select from person p where p.organization_id = :district and p.id = :person"
                                + " and " + viewer.interviewed("p.id") + ")"))
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    private List<Interview> after(
            Viewer viewer, String condition, @Nullable String person, @Nullable Interview last, int offset) {
        var statement = viewer.bind(jdbc.sql(SELECT.formatted(condition + (last == null ? FIRST : NEXT), AT_ONCE)))
                .param("isAll", viewer.seesAllInterviews())
                .param("person", person, Types.VARCHAR)
                .param("offset", offset);
        if (last != null) {
            statement = statement.param("date", last.date()).param("id", last.id());
        }
        return statement.query((row, number) -> interview(row)).list();
    }

    private static Interview interview(ResultSet row) throws SQLException {
        var nodes = JsonNodeFactory.instance;
        var shortId = row.getString("short_id");
        return new Interview(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("organization_id"),
                row.getObject("date", LocalDate.class),
                row.getString("board_id"),
                row.getString("form_id"),
                row.getString("profile_id"),
                row.getBoolean("is_published") ? 1 : 0,
                row.getString("responses"),
                instant(row, "created_at").toEpochMilli(),
                instant(row, "updated_at").toEpochMilli(),
                row.getBoolean("can_earn") ? (shortId == null ? nodes.nullNode() : nodes.stringNode(shortId)) : null,
                row.getString("credential_error"));
    }
}
