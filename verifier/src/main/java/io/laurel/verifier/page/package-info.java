/** The pages that people look at: no script, nothing from elsewhere, readable by everyone and on paper. */
@NullMarked
package io.laurel.verifier.page;

import org.jspecify.annotations.NullMarked;
