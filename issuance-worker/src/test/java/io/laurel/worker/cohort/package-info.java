/** Tests of cohorts. */
@NullMarked
package io.laurel.worker.cohort;

import org.jspecify.annotations.NullMarked;
