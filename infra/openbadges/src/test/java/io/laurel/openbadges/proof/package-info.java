@NullMarked
package io.laurel.openbadges.proof;

import org.jspecify.annotations.NullMarked;
