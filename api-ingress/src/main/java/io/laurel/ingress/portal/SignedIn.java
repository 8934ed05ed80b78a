package io.laurel.ingress.portal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.laurel.ingress.access.Plan;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a code and a link are exchanged for. */
record SignedIn(boolean ok, String token, Person person, District district) {

    @Override
    public String toString() {
        return "SignedIn";
    }

    /**
     * Somebody, as they see themselves.
     *
     * @param roles by their ids: 1 for a primary one, 2 for a secondary one
     */
    record Person(
            String id,
            String first,
            String last,
            String email,
            String language,
            Map<String, Integer> roles,
            @JsonProperty("district_id") UUID districtId) {}

    /** @param name by language, in each of its own */
    @SuppressWarnings("MissingSummary")
    record District(
            UUID id,
            Map<String, String> name,
            String accent,
            List<String> languages,
            @JsonProperty("billing_plan") Plan billingPlan) {}
}
