/** Tests of what this package decides by itself. */
@NullMarked
package io.laurel.verifier.lookup;

import org.jspecify.annotations.NullMarked;
