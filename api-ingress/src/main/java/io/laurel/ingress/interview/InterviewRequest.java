package io.laurel.ingress.interview;

import io.laurel.ingress.page.Sent;
import io.laurel.web.ApiException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An interview as it is sent, whole or in part: null is what was left out. Of the responses, null takes one away. */
record InterviewRequest(
        @Nullable LocalDate date,
        @Nullable String board,
        @Nullable String form,
        @Nullable String profile,
        @Nullable Boolean isPublished,
        ObjectNode responses) {

    private static final Set<String> FIELDS =
            Set.of("date", "board_id", "form_id", "profile_id", "published", "responses");

    private static final Map<String, String> NOT_CHANGED = Map.of(
            "id", "cannot be changed",
            "person_id", "cannot be changed: an interview stays with whom it is of",
            "district_id", "cannot be changed",
            "created_at", "cannot be changed",
            "updated_at", "cannot be changed",
            "credential_id", "cannot be changed: publishing issues the credential",
            "credential_error", "cannot be changed");

    static InterviewRequest ofNew(JsonNode body) {
        var sent = Sent.of(body, FIELDS, NOT_CHANGED);
        sent.require("date", "board_id", "form_id", "profile_id");
        return of(sent);
    }

    static InterviewRequest ofChange(JsonNode body) {
        return of(Sent.of(body, FIELDS, NOT_CHANGED));
    }

    private static InterviewRequest of(Sent sent) {
        var responses = sent.object("responses");
        return new InterviewRequest(
                sent.date("date"),
                sent.text("board_id"),
                sent.text("form_id"),
                sent.text("profile_id"),
                sent.flag("published"),
                responses == null ? JsonNodeFactory.instance.objectNode() : checked(responses));
    }

    private static ObjectNode checked(JsonNode responses) {
        responses.properties().forEach(answer -> {
            var problem = Answers.whyNot(answer.getValue());
            if (problem != null) {
                throw ApiException.invalid("responses." + Sent.shortened(answer.getKey()), problem);
            }
        });
        return (ObjectNode) responses;
    }
}
