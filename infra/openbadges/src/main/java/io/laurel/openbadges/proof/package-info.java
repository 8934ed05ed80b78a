/** Data Integrity proofs: made and checked. */
@NullMarked
package io.laurel.openbadges.proof;

import org.jspecify.annotations.NullMarked;
