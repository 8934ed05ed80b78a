/** The only decider: cohorts, quota, supersession, signing, baking. */
@NullMarked
package io.laurel.worker;

import org.jspecify.annotations.NullMarked;
