/** Badge images, content-addressed and immutable, and the plates that credentials are baked with. */
@NullMarked
package io.laurel.verifier.image;

import org.jspecify.annotations.NullMarked;
