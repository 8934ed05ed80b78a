package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Rare or long work for the worker, off the road of single credentials; the value of {@link Topics#ISSUANCE_TASKS}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ImportCohort.class, name = "ImportCohort"),
    @JsonSubTypes.Type(value = SteerCohort.class, name = "SteerCohort"),
    @JsonSubTypes.Type(value = ReplayCommand.class, name = "ReplayCommand"),
    @JsonSubTypes.Type(value = GenerateSigningKey.class, name = "GenerateSigningKey"),
    @JsonSubTypes.Type(value = RotateSigningKey.class, name = "RotateSigningKey"),
    @JsonSubTypes.Type(value = EncodeAsJwt.class, name = "EncodeAsJwt")
})
public sealed interface IssuanceTask
        permits ImportCohort, SteerCohort, ReplayCommand, GenerateSigningKey, RotateSigningKey, EncodeAsJwt {

    OrganizationId organizationId();

    String key();
}
