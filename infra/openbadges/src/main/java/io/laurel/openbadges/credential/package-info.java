/** The credential of Open Badges 3.0 and what it is made of. */
@NullMarked
package io.laurel.openbadges.credential;

import org.jspecify.annotations.NullMarked;
