/** JSON-LD in safe mode: pinned contexts, strict reading, canonical N-Quads. */
@NullMarked
package io.laurel.openbadges.jsonld;

import org.jspecify.annotations.NullMarked;
