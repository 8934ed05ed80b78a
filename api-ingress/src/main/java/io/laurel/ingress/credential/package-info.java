/** An organization's view of its credentials. */
@NullMarked
package io.laurel.ingress.credential;

import org.jspecify.annotations.NullMarked;
