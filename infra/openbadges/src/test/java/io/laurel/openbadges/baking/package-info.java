@NullMarked
package io.laurel.openbadges.baking;

import org.jspecify.annotations.NullMarked;
