package io.laurel.ingress.person;

import io.laurel.contracts.Recipient;
import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.LanguageTag;
import io.laurel.ingress.page.Sent;
import io.laurel.web.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A person as they are sent, whole or in part, checked but for what the district knows: null is what was left out.
 *
 * @param roles by the role's id: 1 primary, 2 secondary
 * @param hasAvatar whether an avatar was sent, which can be null
 * @param mentors the ids of people
 */
record PersonRequest(
        @Nullable String first,
        @Nullable String last,
        @Nullable String email,
        @Nullable String language,
        @Nullable Map<String, Integer> roles,
        @Nullable List<String> tags,
        boolean hasAvatar,
        @Nullable String avatarUrl,
        @Nullable List<String> mentors) {

    private static final int MOST = 50;

    private static final Set<String> FIELDS =
            Set.of("first", "last", "email", "language", "roles", "tags", "avatar_url", "mentors");

    private static final Map<String, String> NOT_CHANGED = Map.of(
            "id", "cannot be changed",
            "district_id", "cannot be changed",
            "created_at", "cannot be changed",
            "archived", "cannot be changed here: archive and unarchive are requests of their own",
            "interviews", "cannot be changed here: see /api/interviews");

    static PersonRequest ofNew(JsonNode body) {
        var sent = Sent.of(body, FIELDS, NOT_CHANGED);
        sent.require("first", "last", "email");
        return of(sent);
    }

    static PersonRequest ofChange(JsonNode body) {
        return of(Sent.of(body, FIELDS, NOT_CHANGED));
    }

    private static PersonRequest of(Sent sent) {
        return new PersonRequest(
                name("first", sent.text("first")),
                name("last", sent.text("last")),
                email(sent.text("email")),
                language(sent.text("language")),
                roles(sent.object("roles")),
                tags(sent.texts("tags")),
                sent.has("avatar_url"),
                avatar(sent.textOrNull("avatar_url")),
                mentors(sent.texts("mentors")));
    }

    /** Both together are a recipient's name. */
    private static @Nullable String name(String field, @Nullable String typed) {
        if (typed == null) {
            return null;
        }
        var name = RecipientRules.name(typed);
        var problem = name.codePointCount(0, name.length()) >= Recipient.MAX_NAME_LENGTH / 2
                ? "must have less than " + Recipient.MAX_NAME_LENGTH / 2 + " characters"
                : RecipientRules.whyNotName(name);
        require(problem, field);
        return name;
    }

    private static @Nullable String email(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        var email = RecipientRules.email(typed);
        require(RecipientRules.whyNotEmail(email), "email");
        return email;
    }

    private static @Nullable String language(@Nullable String tag) {
        return tag == null
                ? null
                : LanguageTag.canonical(tag)
                        .orElseThrow(
                                () -> ApiException.invalid("language", "must be a language tag such as en or pt-BR"));
    }

    private static @Nullable Map<String, Integer> roles(@Nullable JsonNode sent) {
        if (sent == null) {
            return null;
        }
        var roles = new LinkedHashMap<String, Integer>();
        sent.properties().forEach(role -> {
            var rank = role.getValue();
            boolean isRank = rank.isIntegralNumber()
                    && (rank.asString().equals("1") || rank.asString().equals("2"));
            require(
                    isRank ? null : "must be given as 1 (primary) or 2 (secondary)",
                    "roles." + Sent.shortened(role.getKey()));
            roles.put(role.getKey(), rank.asInt());
        });
        return roles;
    }

    private static @Nullable List<String> tags(@Nullable List<String> sent) {
        if (sent == null) {
            return null;
        }
        var tags = sent.stream().map(RecipientRules::name).distinct().toList();
        require(tags.size() > MOST ? "must be at most " + MOST : null, "tags");
        tags.forEach(tag -> require(RecipientRules.whyNotName(tag), "tags"));
        return tags;
    }

    private static @Nullable String avatar(@Nullable String sent) {
        if (sent == null) {
            return null;
        }
        var url = sent.strip();
        require(RecipientRules.whyNotEvidenceUrl(url), "avatar_url");
        return url;
    }

    private static @Nullable List<String> mentors(@Nullable List<String> sent) {
        if (sent == null) {
            return null;
        }
        require(sent.size() > MOST ? "must be at most " + MOST : null, "mentors");
        return sent.stream().distinct().toList();
    }

    private static void require(@Nullable String problem, String field) {
        if (problem != null) {
            throw ApiException.invalid(field, problem);
        }
    }
}
