package io.laurel.ingress.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.laurel.ingress.interview.Interview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a district.
 *
 * @param roles by the role's id: 1 primary, 2 secondary
 * @param archived 0 or 1
 * @param createdAt in Unix milliseconds
 * @param interviews where they are asked for, as far as who asks may see them
 * @param mentors where they are asked for: the ids of people
 */
record Person(
        String id,
        String first,
        String last,
        String email,
        String language,
        @JsonRawValue String roles,
        List<String> tags,
        int archived,
        @JsonProperty("avatar_url") @Nullable String avatarUrl,
        @JsonProperty("district_id") String districtId,
        @JsonProperty("created_at") long createdAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Iterable<Interview> interviews,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> mentors) {

    Person with(@Nullable Iterable<Interview> interviews, @Nullable List<String> mentors) {
        return new Person(
                id,
                first,
                last,
                email,
                language,
                roles,
                tags,
                archived,
                avatarUrl,
                districtId,
                createdAt,
                interviews,
                mentors);
    }
}
