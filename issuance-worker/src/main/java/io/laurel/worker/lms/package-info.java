/** Exports of learning management systems: found where they arrive, taken once, read into cohorts, and put away with a report. */
@NullMarked
package io.laurel.worker.lms;

import org.jspecify.annotations.NullMarked;
