/** Open Badges 3.0 as a library: the credential, its proof, its status list, its picture; no Spring, no I/O. */
@NullMarked
package io.laurel.openbadges;

import org.jspecify.annotations.NullMarked;
