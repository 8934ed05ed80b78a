/** Signing fast: the canonical statements of a badge, compiled once. */
@NullMarked
package io.laurel.openbadges.template;

import org.jspecify.annotations.NullMarked;
