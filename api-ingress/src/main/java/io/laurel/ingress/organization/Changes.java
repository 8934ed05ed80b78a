package io.laurel.ingress.organization;

import io.laurel.ingress.access.Member;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * Changes what an organization says of itself, and hands it in again. The name is what the administrator reviewed and what
 * stands, signed, in every credential: it changes only before the approval, and as only approved organizations issue, no
 * credential can carry another.
 */
@Component
class Changes {

    private final JdbcClient jdbc;
    private final AuditLog audit;

    Changes(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Fields that are left out stay as they are; a description or website of null is taken away. */
    @Transactional
    void change(Member member, JsonNode wanted) {
        var rules = new OrganizationRules();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        if (wanted.has("name")) {
            columns.put("name", rules.name(text(wanted, "name")));
        }
        if (wanted.has("description")) {
            columns.put("description", rules.description(text(wanted, "description")));
        }
        if (wanted.has("website")) {
            columns.put("website", rules.website(text(wanted, "website")));
        }
        if (wanted.has("emailEnabled")) {
            if (!wanted.get("emailEnabled").isBoolean()) {
                throw ApiException.invalid("emailEnabled", "must be true or false");
            }
            columns.put("email_enabled", wanted.get("emailEnabled").booleanValue());
        }
        if (wanted.has("slug")) {
            throw ApiException.conflict("The slug stands in addresses that are signed. It never changes.");
        }
        rules.check();
        if (!columns.isEmpty()) {
            update(member, columns);
        }
    }

    private void update(Member member, Map<String, @Nullable Object> columns) {
        var changed = jdbc.sql("""
                        update organization
                        set name = case when :hasName then :name else name end,
                            description = case when :hasDescription then :description else description end,
                            website = case when :hasWebsite then :website else website end,
                            email_enabled = coalesce(:emailEnabled, email_enabled)
                        where id = :id
                            and (not :hasName or name = :name or status in ('pending_review', 'rejected'))
                        """)
                .param("hasName", columns.containsKey("name"))
                .param("name", columns.get("name"), Types.VARCHAR)
                .param("hasDescription", columns.containsKey("description"))
                .param("description", columns.get("description"), Types.VARCHAR)
                .param("hasWebsite", columns.containsKey("website"))
                .param("website", columns.get("website"), Types.VARCHAR)
                .param("emailEnabled", columns.get("email_enabled"), Types.BOOLEAN)
                .param("id", member.organization().value())
                .update();
        if (changed == 0) {
            throw ApiException.conflict(
                    "The name was reviewed and stands in credentials. It does not change after the approval.");
        }
        audit.record(member, "organization.changed", member.organization().toString(), columns);
    }

    /** Hands a rejected organization in once more. */
    @Transactional
    void resubmit(Member member) {
        var changed = jdbc.sql("""
                        update organization set status = 'pending_review', review_reason = null, reviews = reviews + 1
                        where id = ? and status = 'rejected'
                        """).param(member.organization().value()).update();
        if (changed == 0) {
            throw ApiException.conflict("Only a rejected organization can be handed in again.");
        }
        audit.record(member, "organization.resubmitted", member.organization().toString());
    }

    private static @Nullable String text(JsonNode body, String field) {
        var value = body.get(field);
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ApiException.invalid(field, "must be a text");
        }
        return value.stringValue();
    }
}
