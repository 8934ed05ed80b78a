package io.laurel.ingress.badge;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Columns;
import io.laurel.ingress.picture.Pictures;
import io.laurel.web.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes badges and takes them away. What credentials say of a badge is fixed from the first one on, whatever happens at the
 * same time: the worker records the first credentials of a badge only while nobody changes it, and only of the badge as it
 * then is ({@code hold_badges} and {@code hold_badge_alone} in the database).
 */
@Component
class BadgeChanges {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Pictures pictures;
    private final AuditLog audit;

    BadgeChanges(JdbcClient jdbc, TransactionTemplate transaction, Pictures pictures, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.pictures = pictures;
        this.audit = audit;
    }

    /** How a badge was taken away. */
    enum Removal {
        DELETED,
        DEACTIVATED
    }

    private record Current(
            String name,
            String slug,
            BadgeContent content,
            @Nullable String externalUrl,
            boolean isActive) {}

    /** Changes what the request names, all of it or nothing. */
    void change(Actor actor, UUID id, BadgeRequest request, byte @Nullable [] picture) {
        requireValid(request, picture);
        var current = load(actor, id, "");
        requireSameName(current, request);
        String image = image(actor, current, request, picture);
        transaction.executeWithoutResult(status -> {
            var now = load(actor, id, "for update");
            var next = changed(now, request, image);
            var fields = differences(now, next);
            if (fields.isEmpty()) {
                return;
            }
            if (!now.content().equals(next.content()) && isIssued(id)) {
                throw ApiException.conflict("Credentials were issued from this badge: only its externalUrl and isActive"
                        + " can change, not " + String.join(", ", fields) + ".");
            }
            update(id, next);
            audit.record(actor, "badge.changed", id.toString(), Map.of("fields", fields));
        });
    }

    private static void requireValid(BadgeRequest request, byte @Nullable [] picture) {
        var rules = new BadgeRules();
        if (request.description() != null) {
            rules.description(request.description());
        }
        if (request.criteria() != null) {
            rules.criteria(request.criteria());
        }
        rules.externalUrl(request.externalUrl());
        rules.expiresInDays(request.expiresInDays());
        rules.tags(request.tags());
        if (picture != null && request.imageId() != null) {
            rules.fault("imageId", "cannot be combined with an image");
        }
        rules.orThrow();
    }

    /** Who sends back what they were given does not mean to change it. */
    private static void requireSameName(Current badge, BadgeRequest request) {
        boolean same = (request.name() == null || request.name().strip().equals(badge.name()))
                && (request.slug() == null || request.slug().strip().equals(badge.slug()));
        if (!same) {
            throw ApiException.conflict("A badge's name and slug never change.");
        }
    }

    private String image(Actor actor, Current badge, BadgeRequest request, byte @Nullable [] picture) {
        if (picture != null) {
            return pictures.keep(actor.organization(), picture);
        }
        if (request.imageId() == null) {
            return badge.content().image();
        }
        pictures.require(actor.organization(), request.imageId());
        return request.imageId();
    }

    private static Current changed(Current badge, BadgeRequest request, String image) {
        // Judged before: what it says now is right.
        var rules = new BadgeRules();
        var content = badge.content();
        var days = request.expiresInDays();
        var url = request.externalUrl();
        return new Current(
                badge.name(),
                badge.slug(),
                new BadgeContent(
                        request.description() == null
                                ? content.description()
                                : rules.description(request.description()),
                        request.criteria() == null ? content.criteria() : rules.criteria(request.criteria()),
                        image,
                        days == null ? content.expiresInDays() : rules.expiresInDays(days),
                        request.tags() == null ? content.tags() : rules.tags(request.tags())),
                url == null ? badge.externalUrl() : rules.externalUrl(url),
                request.isActive() == null ? badge.isActive() : request.isActive());
    }

    private static List<String> differences(Current one, Current other) {
        var fields = new ArrayList<String>();
        add(fields, "description", one.content().description(), other.content().description());
        add(fields, "criteria", one.content().criteria(), other.content().criteria());
        add(fields, "image", one.content().image(), other.content().image());
        add(
                fields,
                "expiresInDays",
                one.content().expiresInDays(),
                other.content().expiresInDays());
        add(fields, "tags", one.content().tags(), other.content().tags());
        add(fields, "externalUrl", one.externalUrl(), other.externalUrl());
        add(fields, "isActive", one.isActive(), other.isActive());
        return fields;
    }

    private static void add(List<String> fields, String name, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            fields.add(name);
        }
    }

    /** Deletes the badge, or deactivates it when credentials name it. */
    Removal remove(Actor actor, UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var badge = load(actor, id, "for update");
            var removal = isIssued(id) ? Removal.DEACTIVATED : Removal.DELETED;
            switch (removal) {
                case DELETED ->
                    jdbc.sql("delete from badge where id = ?").param(id).update();
                case DEACTIVATED ->
                    jdbc.sql("update badge set is_active = false where id = ?")
                            .param(id)
                            .update();
            }
            audit.record(
                    actor,
                    removal == Removal.DELETED ? "badge.deleted" : "badge.deactivated",
                    id.toString(),
                    Map.of("name", badge.name()));
            return removal;
        }));
    }

    /** Whether there is a credential of the badge; none can come while this transaction lasts. */
    private boolean isIssued(UUID id) {
        jdbc.sql("select hold_badge_alone(?)").param(id).query(row -> {});
        return jdbc.sql("select exists (select from credential where badge_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private Current load(Actor actor, UUID id, String lock) {
        return jdbc.sql("""
                        select name, slug, description, criteria, image_sha256, expires_in_days, tags, external_url, is_active
                        from badge where id = ? and organization_id = ?
                        """ + lock)
                .params(id, actor.organization().value())
                .query((row, number) -> new Current(
                        row.getString("name"),
                        row.getString("slug"),
                        new BadgeContent(
                                row.getString("description"),
                                row.getString("criteria"),
                                row.getString("image_sha256"),
                                Columns.integerOrNull(row, "expires_in_days"),
                                List.of((String[]) row.getArray("tags").getArray())),
                        row.getString("external_url"),
                        row.getBoolean("is_active")))
                .optional()
                .orElseThrow(Badges::notFound);
    }

    private void update(UUID id, Current badge) {
        var content = badge.content();
        jdbc.sql("""
                        update badge set description = ?, criteria = ?, image_sha256 = ?, expires_in_days = ?, tags = ?,
                            external_url = ?, is_active = ?
                        where id = ?
                        """)
                .param(content.description())
                .param(content.criteria())
                .param(content.image())
                .param(content.expiresInDays())
                .param(content.tags().toArray(String[]::new))
                .param(badge.externalUrl())
                .param(badge.isActive())
                .param(id)
                .update();
    }
}
