package io.laurel.ingress.organization;

import static io.laurel.ingress.page.Columns.parameter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.Role;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.slug.Slugs;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins organizations: whoever founds one is its owner. */
@Component
class Founding {

    /** So that nobody takes names by the thousand: what waits for a review, somebody has to read. */
    static final int MOST_IN_REVIEW = 5;

    /** Others may take the same name at the same moment. */
    private static final int TRIES = 10;

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Founding(JdbcClient jdbc, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What an organization begins with, checked.
     *
     * @param slug null to have one made of the name
     */
    record Wanted(
            String name,
            @Nullable String slug,
            @Nullable String description,
            @Nullable String website) {}

    /** Its id. */
    UUID found(Account founder, Wanted wanted) {
        return Objects.requireNonNull(transaction.execute(status -> foundAlone(founder, wanted)));
    }

    private UUID foundAlone(Account founder, Wanted wanted) {
        requireFewInReview(founder);
        var id = UuidCreator.getTimeOrderedEpoch();
        var slug = insert(id, founder, wanted);
        jdbc.sql("insert into member (organization_id, account_id, role, joined_at) values (?, ?, 'owner', ?)")
                .params(id, founder.id(), parameter(clock.instant()))
                .update();
        var owner = new Member(founder, Role.OWNER, new OrganizationId(id), slug, Plan.FREE);
        audit.record(owner, "organization.created", id.toString(), Map.of("name", wanted.name(), "slug", slug));
        return id;
    }

    /** The founder's row is held, so that many requests at once are counted one after another. */
    private void requireFewInReview(Account founder) {
        var _ = jdbc.sql("select id from account where id = ? for update")
                .param(founder.id())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> ApiException.unauthorized("The account is no longer there."));
        long waiting = jdbc.sql("select count(*) from organization where created_by = ? and status = 'pending_review'")
                .param(founder.id())
                .query(Long.class)
                .single();
        if (waiting >= MOST_IN_REVIEW) {
            throw ApiException.conflict(
                    MOST_IN_REVIEW + " organizations of yours wait for their review. Found the next one after that.");
        }
    }

    private String insert(UUID id, Account founder, Wanted wanted) {
        if (wanted.slug() != null) {
            if (!insert(id, founder, wanted, wanted.slug())) {
                throw ApiException.conflict("The slug \"" + wanted.slug() + "\" is taken.");
            }
            return wanted.slug();
        }
        var slug = Slugs.of(wanted.name(), "organization", OrganizationRules.MAX_SLUG_LENGTH);
        for (int tried = 0; tried < TRIES; tried++) {
            var free = Slugs.free(
                    slug,
                    new HashSet<>(jdbc.sql("select slug from organization where slug ^@ ?")
                            .param(slug)
                            .query(String.class)
                            .list()));
            if (insert(id, founder, wanted, free)) {
                return free;
            }
        }
        throw ApiException.conflict("Many take the slug \"" + slug + "\" at this moment. Choose one of your own.");
    }

    /** False when the slug is taken. */
    private boolean insert(UUID id, Account founder, Wanted wanted, String slug) {
        return jdbc.sql("""
                        insert into organization (id, slug, name, description, website, status, plan, created_by, created_at)
                        values (?, ?, ?, ?, ?, 'pending_review', 'free', ?, ?) on conflict (slug) do nothing
                        """)
                        .param(id)
                        .param(slug)
                        .param(wanted.name())
                        .param(wanted.description())
                        .param(wanted.website())
                        .param(founder.id())
                        .param(parameter(clock.instant()))
                        .update()
                == 1;
    }
}
