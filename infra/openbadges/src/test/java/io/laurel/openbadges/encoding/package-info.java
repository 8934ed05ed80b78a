/** Tests of the encodings. */
@NullMarked
package io.laurel.openbadges.encoding;

import org.jspecify.annotations.NullMarked;
