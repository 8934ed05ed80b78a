package io.laurel.contracts;

/**
 * One row of a cohort.
 *
 * @param row the row's number in the cohort, counted from 1
 */
public record CohortRow(CohortId cohortId, int row) {}
