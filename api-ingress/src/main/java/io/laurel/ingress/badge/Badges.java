package io.laurel.ingress.badge;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.integerOrNull;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An organization's badges. */
@Component
public class Badges {

    private static final String COLUMNS = """
            b.id, b.name, b.slug, b.description, b.criteria, b.image_sha256, b.external_url, b.expires_in_days, b.tags,
            b.is_active, b.created_at
            """;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;

    Badges(JdbcClient jdbc, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /** Refuses a badge that this organization does not have, or that issues nothing. */
    public void requireActive(OrganizationId organization, BadgeId badge) {
        boolean active = jdbc.sql("select is_active from badge where id = ? and organization_id = ?")
                .params(badge.value(), organization.value())
                .query(Boolean.class)
                .optional()
                .orElseThrow(Badges::notFound);
        if (!active) {
            throw ApiException.conflict("The badge is not active: nothing can be issued from it.");
        }
    }

    static ApiException notFound() {
        return ApiException.notFound("There is no badge with this id.");
    }

    Optional<Badge> find(Actor actor, UUID id) {
        return jdbc.sql("select " + COLUMNS + " from badge b where b.id = ? and b.organization_id = ?")
                .params(id, actor.organization().value())
                .query((row, n) -> badge(row, actor))
                .optional();
    }

    Page<Badge> list(Actor actor, @Nullable Boolean active, PageRequest page) {
        var rows = jdbc.sql("select " + COLUMNS + """
                        from badge b
                        where b.organization_id = :organization
                            and (cast(:active as boolean) is null or b.is_active = :active)
                            and (cast(:beforeTime as timestamptz) is null or (b.created_at, b.id) < (:beforeTime, :beforeId))
                        order by b.created_at desc, b.id desc
                        limit :limit offset :offset
                        """)
                .param("organization", actor.organization().value())
                .param("active", active, Types.BOOLEAN);
        return page.read(
                rows,
                (row, n) -> badge(row, actor),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> count(actor, active));
    }

    private long count(Actor actor, @Nullable Boolean active) {
        return jdbc.sql("""
                        select count(*) from badge b
                        where b.organization_id = :organization
                            and (cast(:active as boolean) is null or b.is_active = :active)
                        """)
                .param("organization", actor.organization().value())
                .param("active", active, Types.BOOLEAN)
                .query(Long.class)
                .single();
    }

    private Badge badge(ResultSet row, Actor actor) throws SQLException {
        String slug = row.getString("slug");
        return new Badge(
                uuid(row, "id"),
                row.getString("name"),
                slug,
                row.getString("description"),
                row.getString("criteria"),
                addresses.image(row.getString("image_sha256")),
                row.getString("external_url"),
                integerOrNull(row, "expires_in_days"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getBoolean("is_active"),
                instant(row, "created_at"),
                addresses.badge(actor.slug(), slug),
                addresses.achievement(actor.slug(), slug));
    }
}
