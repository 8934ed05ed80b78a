package io.laurel.ingress.district;

import io.laurel.ingress.access.Permissions.Level;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A district, whole. Texts are by language (BCP 47).
 *
 * @param name where it has none of a language, the organization's name is meant
 * @param accent a colour, {@code #rrggbb}
 * @param languages the first is the one that everything is said in
 */
record District(
        Map<String, String> name,
        String accent,
        List<String> languages,
        List<Role> roles,
        List<Board> boards,
        List<Form> forms,
        List<Profile> profiles) {

    /** What people of a role may do. */
    record Role(String id, Map<String, String> name, Level people, Level interviews, Level settings) {}

    /** Who assesses. */
    record Board(String id, Map<String, String> name) {}

    /** What an interview's responses answer. */
    record Form(String id, Map<String, String> name, List<Field> fields) {}

    /** @param p 1 where candidates and mentors do not see what is answered, else 0 */
    @SuppressWarnings("MissingSummary")
    record Field(String id, Map<String, String> label, int p) {}

    /**
     * What an interview is held for.
     *
     * @param badgeId what it earns, when it is published and its field has this answer; all three or none
     */
    record Profile(
            String id,
            Map<String, String> name,
            @Nullable UUID badgeId,
            @Nullable String field,
            @Nullable String recommendation) {}
}
