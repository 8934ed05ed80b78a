/** Tests of the notifier as a whole. */
@NullMarked
package io.laurel.notifier;

import org.jspecify.annotations.NullMarked;
