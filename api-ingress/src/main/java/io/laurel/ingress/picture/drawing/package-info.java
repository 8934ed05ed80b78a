/** Draws a stranger's picture anew as a PNG, in a process of its own that has a bounded memory and a bounded life. */
@NullMarked
package io.laurel.ingress.picture.drawing;

import org.jspecify.annotations.NullMarked;
