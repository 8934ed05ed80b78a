/** The edge: turns requests into commands and answers what was decided. */
@NullMarked
package io.laurel.ingress;

import org.jspecify.annotations.NullMarked;
