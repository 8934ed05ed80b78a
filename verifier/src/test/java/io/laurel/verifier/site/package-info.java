/** Tests of what this package decides by itself. */
@NullMarked
package io.laurel.verifier.site;

import org.jspecify.annotations.NullMarked;
