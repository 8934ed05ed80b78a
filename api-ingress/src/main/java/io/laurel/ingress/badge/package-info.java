/** An organization's view of its badges. */
@NullMarked
package io.laurel.ingress.badge;

import org.jspecify.annotations.NullMarked;
