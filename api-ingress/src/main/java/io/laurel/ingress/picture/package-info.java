/** Pictures of badges: what is uploaded becomes a PNG that every credential can be baked into. */
@NullMarked
package io.laurel.ingress.picture;

import org.jspecify.annotations.NullMarked;
