/** Tests of the library, none of which touches anything outside the process. */
@NullMarked
package io.laurel.openbadges;

import org.jspecify.annotations.NullMarked;
