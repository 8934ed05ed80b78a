/** Bitstring status lists. */
@NullMarked
package io.laurel.openbadges.status;

import org.jspecify.annotations.NullMarked;
