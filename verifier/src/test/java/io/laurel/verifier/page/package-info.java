/** Tests of what this package decides by itself. */
@NullMarked
package io.laurel.verifier.page;

import org.jspecify.annotations.NullMarked;
