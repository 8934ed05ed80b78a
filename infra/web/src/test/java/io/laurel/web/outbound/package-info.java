/** Tests of look-ups outside against servers that misbehave. */
@NullMarked
package io.laurel.web.outbound;

import org.jspecify.annotations.NullMarked;
