package io.laurel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * The one shape of an error.
 *
 * @param message one sentence for a person
 * @param details why, by field; left out where no field is to blame
 */
public record ErrorBody(
        ErrorCode error,
        String message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> details) {}
