/** The messages against their golden JSON. */
@NullMarked
package io.laurel.contracts;

import org.jspecify.annotations.NullMarked;
