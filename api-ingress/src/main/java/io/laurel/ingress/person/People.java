package io.laurel.ingress.person;

import static io.laurel.ingress.page.Columns.instant;

import io.laurel.ingress.access.Viewer;
import io.laurel.ingress.page.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads people, each reader's part of them. */
@Component
class People {

    private static final String SELECT = """
            select p.id, p.first_name, p.last_name, a.email, p.language, p.roles, p.tags, p.archived_at is not null as is_archived,
                p.avatar_url, p.organization_id, p.created_at
            from person p join account a on a.id = p.account_id
            where p.organization_id = :district and %s
            """;

    private static final String IN_ORDER = " order by p.last_name, p.first_name, p.id limit " + Listing.AT_ONCE;
    private static final String FIRST = IN_ORDER + " offset :offset";
    private static final String NEXT = " and (p.last_name, p.first_name, p.id) > (:last, :first, :id)" + IN_ORDER;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to {@link Listing#AT_ONCE}, by their names. */
    List<Person> list(Viewer viewer, boolean archived, @Nullable Person last, int offset) {
        var condition = viewer.people("p.id") + " and p.archived_at is " + (archived ? "not null" : "null");
        var statement = viewer.bind(jdbc.sql(SELECT.formatted(condition) + (last == null ? FIRST : NEXT)))
                .param("offset", offset);
        if (last != null) {
            statement = statement
                    .param("last", last.last())
                    .param("first", last.first())
                    .param("id", last.id());
        }
        return statement.query((row, number) -> person(row)).list();
    }

    Optional<Person> find(Viewer viewer, String id) {
        return viewer.bind(jdbc.sql(SELECT.formatted("p.id = :id and " + viewer.people("p.id"))))
                .param("id", id)
                .query((row, number) -> person(row))
                .optional();
    }

    /** By their names; those who are archived are no mentors meanwhile. */
    List<String> mentors(Viewer viewer, String candidate) {
        return jdbc.sql("""
                        select m.mentor_id from mentorship m
                        join person p on p.organization_id = m.organization_id and p.id = m.mentor_id
                        where m.organization_id = ? and m.candidate_id = ? and p.archived_at is null
                        order by p.last_name, p.first_name, p.id
                        """)
                .params(viewer.district().value(), candidate)
                .query((row, number) -> Objects.requireNonNull(row.getString("mentor_id")))
                .list();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("language"),
                row.getString("roles"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getBoolean("is_archived") ? 1 : 0,
                row.getString("avatar_url"),
                row.getString("organization_id"),
                instant(row, "created_at").toEpochMilli(),
                null,
                null);
    }
}
