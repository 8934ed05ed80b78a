/** Tests of whose address is counted. */
@NullMarked
package io.laurel.ingress.limits;

import org.jspecify.annotations.NullMarked;
