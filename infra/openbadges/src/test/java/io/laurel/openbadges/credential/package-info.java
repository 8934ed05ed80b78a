@NullMarked
package io.laurel.openbadges.credential;

import org.jspecify.annotations.NullMarked;
