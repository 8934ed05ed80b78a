/** Cohorts: uploads, their progress and their results; the API calls them bulk jobs. */
@NullMarked
package io.laurel.ingress.cohort;

import org.jspecify.annotations.NullMarked;
