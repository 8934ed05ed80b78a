package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What happened to a cohort; the value of {@link Topics#COHORT_EVENTS}. It is no {@link CredentialEvent}: it is about no one
 * credential, and a topic of its own reaches only who knows it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = CohortCompleted.class, name = "CohortCompleted"))
public sealed interface CohortEvent permits CohortCompleted {

    EventId eventId();

    CohortId cohortId();

    OrganizationId organizationId();

    /** Events about one cohort share this key and so arrive in their order. */
    String key();
}
