/** The public addresses of everything that is issued, as they stand in signed documents and on pages. */
@NullMarked
package io.laurel.verifier.site;

import org.jspecify.annotations.NullMarked;
