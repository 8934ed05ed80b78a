/** What strangers hand in, mutated without end: each reader answers, or refuses by its own exception. */
@NullMarked
package io.laurel.openbadges.fuzz;

import org.jspecify.annotations.NullMarked;
