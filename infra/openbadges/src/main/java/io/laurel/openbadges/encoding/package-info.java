/** Texts and bytes: writing JSON, multibase, hashes, identifiers. */
@NullMarked
package io.laurel.openbadges.encoding;

import org.jspecify.annotations.NullMarked;
