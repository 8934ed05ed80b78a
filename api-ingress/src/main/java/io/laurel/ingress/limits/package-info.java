/** How often one may ask, counted over all instances. */
@NullMarked
package io.laurel.ingress.limits;

import org.jspecify.annotations.NullMarked;
