/** Keys, and the documents that publish them. */
@NullMarked
package io.laurel.openbadges.key;

import org.jspecify.annotations.NullMarked;
