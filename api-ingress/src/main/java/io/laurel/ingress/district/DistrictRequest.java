package io.laurel.ingress.district;

import io.laurel.contracts.RecipientRules;
import io.laurel.ingress.access.LanguageTag;
import io.laurel.ingress.access.Permissions.Level;
import io.laurel.ingress.access.PortalRole;
import io.laurel.web.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A district as somebody wants it. What is left out is as in a new district; each refusal names its place. */
record DistrictRequest(
        @Nullable Map<String, String> name,
        @Nullable String accent,
        @Nullable List<String> languages,
        @Nullable List<WantedRole> roles,
        @Nullable List<WantedBoard> boards,
        @Nullable List<WantedForm> forms,
        @Nullable List<WantedProfile> profiles) {

    record WantedRole(
            @Nullable String id,
            @Nullable Map<String, String> name,
            @Nullable Level people,
            @Nullable Level interviews,
            @Nullable Level settings) {}

    record WantedBoard(@Nullable String id, @Nullable Map<String, String> name) {}

    record WantedForm(
            @Nullable String id,
            @Nullable Map<String, String> name,
            @Nullable List<WantedField> fields) {}

    record WantedField(
            @Nullable String id,
            @Nullable Map<String, String> label,
            @Nullable Integer p) {}

    record WantedProfile(
            @Nullable String id,
            @Nullable Map<String, String> name,
            @Nullable UUID badgeId,
            @Nullable String field,
            @Nullable String recommendation) {}

    private static final int MOST = 200;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final String NEW_ACCENT = "#2f5d50";

    private static final List<District.Role> NEW_ROLES = List.of(
            new District.Role(PortalRole.ADMIN, Map.of("en", "Admin"), Level.EDIT, Level.EDIT, Level.EDIT),
            new District.Role("board", Map.of("en", "Board member"), Level.VIEW, Level.EDIT, Level.NONE),
            new District.Role(PortalRole.MENTOR, Map.of("en", "Mentor"), Level.NONE, Level.NONE, Level.NONE),
            new District.Role(PortalRole.CANDIDATE, Map.of("en", "Candidate"), Level.NONE, Level.NONE, Level.NONE));

    District checked() {
        var accent = this.accent == null ? NEW_ACCENT : this.accent.toLowerCase(Locale.ROOT);
        require(COLOUR.matcher(accent).matches(), "accent", "must be a colour, such as " + NEW_ACCENT);
        var forms = list("forms", this.forms, DistrictRequest::form);
        unique("forms", forms.stream().map(District.Form::id).toList());
        var boards = list("boards", this.boards, DistrictRequest::board);
        unique("boards", boards.stream().map(District.Board::id).toList());
        var profiles = list("profiles", this.profiles, DistrictRequest::profile);
        unique("profiles", profiles.stream().map(District.Profile::id).toList());
        return new District(
                texts("name", this.name == null ? Map.of() : this.name),
                accent,
                checkedLanguages(languages),
                this.roles == null ? NEW_ROLES : roles(this.roles),
                boards,
                forms,
                profiles);
    }

    private static List<String> checkedLanguages(@Nullable List<String> languages) {
        if (languages == null) {
            return List.of("en");
        }
        require(!languages.isEmpty() && languages.size() <= MOST, "languages", "must hold from 1 to " + MOST);
        var tags = languages.stream().map(tag -> language("languages", tag)).toList();
        unique("languages", tags);
        return tags;
    }

    private static List<District.Role> roles(List<WantedRole> wanted) {
        var roles = list("roles", wanted, DistrictRequest::role);
        unique("roles", roles.stream().map(District.Role::id).toList());
        require(
                roles.stream()
                        .anyMatch(role -> role.id().equals(PortalRole.ADMIN)
                                && role.settings() == Level.EDIT
                                && role.people() == Level.EDIT),
                "roles",
                "must hold the role admin, which edits people and settings");
        return roles;
    }

    private static District.Role role(String at, WantedRole wanted) {
        return new District.Role(
                id(at, wanted.id()),
                names(at, wanted.name()),
                Objects.requireNonNullElse(wanted.people(), Level.NONE),
                Objects.requireNonNullElse(wanted.interviews(), Level.NONE),
                Objects.requireNonNullElse(wanted.settings(), Level.NONE));
    }

    private static District.Board board(String at, WantedBoard wanted) {
        return new District.Board(id(at, wanted.id()), names(at, wanted.name()));
    }

    private static District.Form form(String at, WantedForm wanted) {
        var fields = list(at + ".fields", wanted.fields(), DistrictRequest::field);
        unique(at + ".fields", fields.stream().map(District.Field::id).toList());
        return new District.Form(id(at, wanted.id()), names(at, wanted.name()), fields);
    }

    private static District.Field field(String at, WantedField wanted) {
        int p = Objects.requireNonNullElse(wanted.p(), 0);
        require(p == 0 || p == 1, at + ".p", "must be 0 or 1");
        return new District.Field(
                id(at, wanted.id()), texts(at + ".label", Objects.requireNonNullElse(wanted.label(), Map.of())), p);
    }

    private static District.Profile profile(String at, WantedProfile wanted) {
        boolean namesABadge = wanted.badgeId() != null;
        require(
                namesABadge == (wanted.field() != null) && namesABadge == (wanted.recommendation() != null),
                at,
                "must name a badge, the field and the recommendation that earn it, or none of them");
        if (wanted.recommendation() != null) {
            text(at + ".recommendation", wanted.recommendation());
        }
        return new District.Profile(
                id(at, wanted.id()),
                names(at, wanted.name()),
                wanted.badgeId(),
                wanted.field() == null ? null : id(at + ".field", wanted.field()),
                wanted.recommendation());
    }

    /** Checks what one element wants. */
    @FunctionalInterface
    private interface Check<W, C> {
        C of(String at, W wanted);
    }

    private static <W, C> List<C> list(String at, @Nullable List<W> wanted, Check<W, C> check) {
        if (wanted == null) {
            return List.of();
        }
        require(wanted.size() <= MOST, at, "must hold at most " + MOST);
        var checked = new ArrayList<C>();
        for (var each : wanted) {
            var place = at + "[" + checked.size() + "]";
            require(each != null, place, "must not be null");
            checked.add(check.of(place, each));
        }
        return checked;
    }

    private static void unique(String at, List<String> ids) {
        var seen = new HashSet<String>();
        for (var id : ids) {
            require(seen.add(id), at, "name " + id + " twice");
        }
    }

    private static String id(String at, @Nullable String id) {
        require(
                id != null && ID.matcher(id).matches(),
                at + ".id",
                "must be 1 to 40 of a-z, 0-9, _ and -, beginning with a letter or a digit");
        return Objects.requireNonNull(id);
    }

    private static Map<String, String> names(String at, @Nullable Map<String, String> name) {
        require(name != null && !name.isEmpty(), at + ".name", "must be given in at least one language");
        return texts(at + ".name", Objects.requireNonNull(name));
    }

    private static Map<String, String> texts(String at, Map<String, String> texts) {
        var checked = new TreeMap<String, String>();
        texts.forEach((language, text) -> checked.put(language(at, language), text(at + "." + language, text)));
        return checked;
    }

    private static String text(String at, @Nullable String text) {
        var problem = RecipientRules.whyNotName(text);
        require(problem == null, at, problem == null ? "" : problem);
        return Objects.requireNonNull(text);
    }

    private static String language(String at, @Nullable String tag) {
        return LanguageTag.canonical(tag == null ? "" : tag)
                .orElseThrow(() -> ApiException.invalid(at, "must name languages, such as en or pt-BR"));
    }

    private static void require(boolean holds, String at, String otherwise) {
        if (!holds) {
            throw ApiException.invalid(at, otherwise);
        }
    }
}
