/** Cohorts: an upload is staged row by row, judged, and sent as commands, by a job that any instance can continue. */
@NullMarked
package io.laurel.worker.cohort;

import org.jspecify.annotations.NullMarked;
