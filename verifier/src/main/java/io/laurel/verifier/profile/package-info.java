/** What recipients show of themselves. */
@NullMarked
package io.laurel.verifier.profile;

import org.jspecify.annotations.NullMarked;
