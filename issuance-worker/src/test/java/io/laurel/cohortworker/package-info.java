/** Outside the worker's own packages, so that the worker's other tests do not take this one's program for a part of it. */
@NullMarked
package io.laurel.cohortworker;

import org.jspecify.annotations.NullMarked;
