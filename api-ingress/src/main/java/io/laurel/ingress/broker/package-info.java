/** The way to the broker, for whatever is said there. */
@NullMarked
package io.laurel.ingress.broker;

import org.jspecify.annotations.NullMarked;
