package io.laurel.ingress.interview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An interview, as far as somebody is shown it.
 *
 * @param published 0 or 1
 * @param responses by the fields of the form; without the private ones for whoever may not see them
 * @param createdAt in Unix milliseconds, as is the other
 * @param credentialId the short id of the credential that it earned, JSON's null until there is one; left out where it cannot earn any
 * @param credentialError why it earned none, for whoever sees all interviews
 */
public record Interview(
        String id,
        @JsonProperty("person_id") String personId,
        @JsonProperty("district_id") String districtId,
        LocalDate date,
        @JsonProperty("board_id") String boardId,
        @JsonProperty("form_id") String formId,
        @JsonProperty("profile_id") String profileId,
        int published,
        @JsonRawValue String responses,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("updated_at") long updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("credential_id") @Nullable
        JsonNode credentialId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("credential_error") @Nullable
        String credentialError) {}
