@NullMarked
package io.laurel.openbadges.key;

import org.jspecify.annotations.NullMarked;
