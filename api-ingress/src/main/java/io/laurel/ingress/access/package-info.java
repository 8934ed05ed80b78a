/** Who asks, and who may: the rule that every endpoint states, and the one place that keeps it. */
@NullMarked
package io.laurel.ingress.access;

import org.jspecify.annotations.NullMarked;
