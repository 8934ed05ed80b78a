/** Tests of whose address is counted. */
@NullMarked
package io.laurel.ingress.portal;

import org.jspecify.annotations.NullMarked;
