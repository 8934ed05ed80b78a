/** What a failure is of: the surroundings, which come back, or the message itself, which stays as it is. */
@NullMarked
package io.laurel.worker.failure;

import org.jspecify.annotations.NullMarked;
