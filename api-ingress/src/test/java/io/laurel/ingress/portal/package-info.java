/** Tests of what is set for signing in. */
@NullMarked
package io.laurel.ingress.portal;

import org.jspecify.annotations.NullMarked;
