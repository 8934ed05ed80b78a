/** Tests of the edge against a real database and a real broker. */
@NullMarked
package io.laurel.ingress;

import org.jspecify.annotations.NullMarked;
