/** What a board found of a candidate: kept, shown to each reader as far as they may see it, and what it earns. */
@NullMarked
package io.laurel.ingress.interview;

import org.jspecify.annotations.NullMarked;
