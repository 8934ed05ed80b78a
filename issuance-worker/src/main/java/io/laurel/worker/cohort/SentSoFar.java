package io.laurel.worker.cohort;

/**
 * How far the commands of a cohort have been sent.
 *
 * @param commands how many of the cohort's attempt
 * @param lastRow the row of the last one, of those that are sent now
 */
record SentSoFar(long commands, int lastRow) {}
