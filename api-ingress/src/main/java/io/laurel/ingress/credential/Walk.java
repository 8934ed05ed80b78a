package io.laurel.ingress.credential;

import io.laurel.ingress.page.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How the credentials {@code c} that a filter asks for are found, as SQL. What belongs to an organization or a recipient
 * is walked in the order of the list. By badge, cohort or status, each badge and state is a walk of its own in the index
 * {@code credential_of_badge_by_state}, and the walks are merged: all credentials of a badge last equally long, so that the
 * expired ones are simply those that were issued before a certain time, and no walk passes over what is not asked for.
 */
record Walk(CredentialFilter filter) {

    /** The expression of the index, letter by letter. */
    private static final String STATE =
            "case when c.revoked_at is not null then 2 when c.claimed_at is not null then 1 else 0 end";

    private static final String ENDED_IF_ISSUED_BY = ":now - w.expires_in_days * interval '24 hours'";

    /** Asked of one credential after another, never as a join: and only of those of the cohort's time. */
    private static final String OF_COHORT = """
             and (select i.cohort_id from issuance i where i.id = c.id) = :cohort
            and c.issued_at >= (select created_at - interval '5 minutes' from cohort where id = :cohort)
            and c.issued_at <= (
                select coalesce(finished_at + interval '5 minutes', 'infinity') from cohort where id = :cohort)
            """;

    /** What a page reads from: its credentials {@code c} and their badges {@code b}. */
    String page(@Nullable Cursor cursor) {
        String before = cursor == null ? "" : "and (c.issued_at, c.id) < (:beforeTime, :beforeId)";
        String page = isByBadge()
                ? """
                (
                    %s
                    order by k.issued_at desc, k.id desc
                    limit :limit offset :offset
                ) k join credential c
                    on c.badge_id = k.badge_id and %s = k.state and c.issued_at = k.issued_at and c.id = k.id
                """.formatted(byBadge(before + " order by c.issued_at desc, c.id desc limit :limit + :offset"), STATE)
                : """
                (
                    select c.* from credential c where %s %s
                    order by c.issued_at desc, c.id desc
                    limit :limit offset :offset
                ) c
                """.formatted(conditions(), before);
        return page + "join badge b on b.id = c.badge_id order by c.issued_at desc, c.id desc";
    }

    /** The query that counts, up to a number. */
    String count(int most) {
        String found = isByBadge() ? byBadge("limit " + most) : "select from credential c where " + conditions();
        return "select count(*) from (%s limit %d)".formatted(found, most);
    }

    /** A recipient's credentials are few, and an organization's revoked ones have an index of their own. */
    private boolean isByBadge() {
        boolean isOrganizations = filter.badge() == null
                && filter.cohort() == null
                && (filter.status() == null || filter.status().equals("revoked"));
        return filter.email() == null && !isOrganizations;
    }

    /** Where in the index the credentials are, each badge's and state's by themselves. */
    private String byBadge(String end) {
        return """
                select k.* from badge w
                cross join unnest(array[%s]) as s (state)
                cross join lateral (
                    select c.badge_id, s.state, c.issued_at, c.id from credential c
                    where c.badge_id = w.id and %s = s.state %s %s %s
                ) k
                where w.organization_id = :organization %s %s
                """.formatted(
                        states(),
                        STATE,
                        span(),
                        filter.cohort() == null ? "" : OF_COHORT,
                        end,
                        filter.badge() == null ? "" : "and w.id = :badge",
                        filter.cohort() == null ? "" : "and w.id = (select badge_id from cohort where id = :cohort)");
    }

    private String states() {
        return switch (filter.status()) {
            case null -> "0, 1, 2";
            case "pending" -> "0";
            case "valid" -> "1";
            case "expired" -> "0, 1";
            case "revoked" -> "2";
            default -> throw new IllegalArgumentException(filter.status());
        };
    }

    private String span() {
        return switch (filter.status()) {
            case "expired" -> "and c.issued_at <= " + ENDED_IF_ISSUED_BY;
            case "pending", "valid" -> "and c.issued_at > coalesce(" + ENDED_IF_ISSUED_BY + ", '-infinity')";
            case null, default -> "";
        };
    }

    private String conditions() {
        var sql = new StringBuilder("c.organization_id = :organization");
        if (filter.badge() != null) {
            sql.append(" and c.badge_id = :badge");
        }
        if (filter.email() != null) {
            sql.append(" and c.recipient_email = :email");
        }
        if (filter.cohort() != null) {
            sql.append(OF_COHORT);
        }
        if (filter.status() != null) {
            sql.append(ofStatus(filter.status()));
        }
        return sql.toString();
    }

    private static String ofStatus(String status) {
        String current = " and c.revoked_at is null and (c.expires_at is null or c.expires_at > :now)";
        return switch (status) {
            case "revoked" -> " and c.revoked_at is not null";
            case "expired" -> " and c.revoked_at is null and c.expires_at <= :now";
            case "pending" -> current + " and c.claimed_at is null";
            case "valid" -> current + " and c.claimed_at is not null";
            default -> throw new IllegalArgumentException(status);
        };
    }
}
