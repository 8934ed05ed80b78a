package io.laurel.contracts;

/**
 * Do something to a cohort that is there. What does not fit the cohort's state any more when it arrives changes nothing.
 *
 * @param run the run that is meant: how often the cohort was taken up again when it was asked, so that the same message
 *     never steers a later run
 */
public record SteerCohort(CohortId cohortId, OrganizationId organizationId, Move move, int run)
        implements IssuanceTask {

    /** What can be done to a cohort. */
    public enum Move {
        /** A dry run that has ended is issued after all, as its plan says. */
        SUBMIT,
        /** The failed rows of a cohort that has ended are submitted once more. */
        RETRY,
        /** Nothing more of it is submitted until it is resumed. */
        PAUSE,
        RESUME,
        /** What is not decided yet is left out for good. */
        CANCEL
    }

    @Override
    public String key() {
        return cohortId.toString();
    }
}
