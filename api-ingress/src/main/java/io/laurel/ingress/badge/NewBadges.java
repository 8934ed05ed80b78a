package io.laurel.ingress.badge;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.picture.Pictures;
import io.laurel.ingress.slug.Slugs;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes badges: as many as the plan includes, each with an address of its own. */
@Component
class NewBadges {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final OrganizationLock lock;
    private final Pictures pictures;
    private final AuditLog audit;
    private final Clock clock;

    NewBadges(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            OrganizationLock lock,
            Pictures pictures,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.lock = lock;
        this.pictures = pictures;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a request asks for. */
    private record Wanted(
            String name,
            @Nullable String slug,
            BadgeContent content,
            @Nullable String externalUrl,
            boolean isActive) {}

    /**
     * Makes a badge of what was sent.
     *
     * @param picture a picture that came along; else the request names one
     * @return the badge's id
     */
    UUID create(Actor actor, BadgeRequest request, byte @Nullable [] picture) {
        var wanted = checked(actor, request, picture);
        try {
            return Objects.requireNonNull(transaction.execute(status -> insert(actor, wanted)));
        } catch (DuplicateKeyException e) {
            throw slugTaken(Objects.requireNonNullElse(wanted.slug(), ""));
        }
    }

    private Wanted checked(Actor actor, BadgeRequest request, byte @Nullable [] picture) {
        var rules = new BadgeRules();
        String name = rules.name(request.name());
        String slug = rules.slug(request.slug());
        String description = rules.description(request.description());
        String criteria = rules.criteria(request.criteria());
        String externalUrl = rules.externalUrl(request.externalUrl());
        Integer expiresInDays = rules.expiresInDays(request.expiresInDays());
        var tags = rules.tags(request.tags());
        if (picture == null && request.imageId() == null) {
            rules.fault("image", "is missing: send it in a form, or name one that was uploaded by its imageId");
        } else if (picture != null && request.imageId() != null) {
            rules.fault("imageId", "cannot be combined with an image");
        }
        // Before the picture, which costs more than all of this.
        rules.orThrow();
        String image;
        if (picture == null) {
            image = Objects.requireNonNull(request.imageId());
            pictures.require(actor.organization(), image);
        } else {
            image = pictures.keep(actor.organization(), picture);
        }
        return new Wanted(
                name,
                slug,
                new BadgeContent(description, criteria, image, expiresInDays, tags),
                externalUrl,
                !Boolean.FALSE.equals(request.isActive()));
    }

    private UUID insert(Actor actor, Wanted wanted) {
        requireRoom(actor);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String slug = slug(actor, wanted);
        var content = wanted.content();
        jdbc.sql("""
                        insert into badge (id, organization_id, slug, name, description, criteria, image_sha256, external_url,
                            expires_in_days, tags, is_active, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(actor.organization().value())
                .param(slug)
                .param(wanted.name())
                .param(content.description())
                .param(content.criteria())
                .param(content.image())
                .param(wanted.externalUrl())
                .param(content.expiresInDays())
                .param(content.tags().toArray(String[]::new))
                .param(wanted.isActive())
                .param(parameter(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .update();
        audit.record(actor, "badge.created", id.toString(), Map.of("name", wanted.name(), "slug", slug));
        return id;
    }

    /** Of two badges that are made at the same time one is counted when the other looks. */
    private void requireRoom(Actor actor) {
        var plan = lock.hold(actor.organization()).plan();
        var most = plan.mostBadges();
        if (most.isPresent() && count(actor) >= most.getAsInt()) {
            throw ApiException.forbidden("The %s plan includes at most %d badges.".formatted(plan, most.getAsInt()));
        }
    }

    private long count(Actor actor) {
        return jdbc.sql("select count(*) from badge where organization_id = ?")
                .param(actor.organization().value())
                .query(Long.class)
                .single();
    }

    private String slug(Actor actor, Wanted wanted) {
        String asked = wanted.slug();
        String slug = asked == null ? Slugs.of(wanted.name(), "badge", BadgeRules.MAX_SLUG_LENGTH) : asked;
        var taken = new HashSet<>(jdbc.sql("""
                        select slug from badge where organization_id = ? and (slug = ? or starts_with(slug, ? || '-'))
                        """)
                .params(actor.organization().value(), slug, slug)
                .query(String.class)
                .list());
        if (asked != null && taken.contains(asked)) {
            throw slugTaken(asked);
        }
        return asked == null ? Slugs.free(slug, taken) : asked;
    }

    private static ApiException slugTaken(String slug) {
        return ApiException.conflict("The organization has a badge with the slug " + slug + " already.");
    }
}
