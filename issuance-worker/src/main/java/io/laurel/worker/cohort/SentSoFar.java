package io.laurel.worker.cohort;

/**
 * How far the commands of a cohort have been sent.
 *
 * @param commands how many
 * @param lastRow the row of the last one
 */
record SentSoFar(long commands, int lastRow) {}
