/** The only decider: turns commands into credentials, one batch at a time. */
@NullMarked
package io.laurel.worker;

import org.jspecify.annotations.NullMarked;
