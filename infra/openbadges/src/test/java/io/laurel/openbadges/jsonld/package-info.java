/** Tests of JSON-LD in safe mode and of canonicalization. */
@NullMarked
package io.laurel.openbadges.jsonld;

import org.jspecify.annotations.NullMarked;
