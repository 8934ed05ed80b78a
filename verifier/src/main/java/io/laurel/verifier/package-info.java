/** Public look-ups: what was issued, whether it is genuine, and by whom. Reads only. */
@NullMarked
package io.laurel.verifier;

import org.jspecify.annotations.NullMarked;
