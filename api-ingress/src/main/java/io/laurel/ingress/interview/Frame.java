package io.laurel.ingress.interview;

import io.laurel.contracts.BadgeId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an interview names of its district.
 *
 * @param form null where there is no such form
 */
record Frame(boolean hasBoard, boolean hasProfile, @Nullable Form form, Optional<Prize> prize) {

    /**
     * The fields that are answered.
     *
     * @param privates those of them whose answers candidates and mentors do not see
     */
    record Form(Set<String> fields, Set<String> privates) {

        boolean isOpen(String field) {
            return fields.contains(field) && !privates.contains(field);
        }
    }

    /** What a profile's interviews earn, with which answer in which field. */
    record Prize(BadgeId badge, String field, String recommendation) {}

    /** What is earned by a published interview with these answers. */
    Optional<BadgeId> earned(boolean isPublished, ObjectNode responses) {
        return prize.filter(prize -> isPublished)
                .filter(prize -> {
                    var answer = responses.path(prize.field());
                    return answer.isValueNode() && answer.asString().equals(prize.recommendation());
                })
                .map(Prize::badge);
    }
}
