package io.laurel.contracts;

/**
 * Import the upload of the same id ({@code cohort_upload}): stage its rows, then issue them or, for a dry run, only say
 * what would happen.
 */
public record ImportCohort(CohortId cohortId, OrganizationId organizationId) implements IssuanceTask {

    @Override
    public String key() {
        return cohortId.toString();
    }
}
