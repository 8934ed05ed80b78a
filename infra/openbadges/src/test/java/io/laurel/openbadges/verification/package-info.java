/** Tests of judging anyone's credential. */
@NullMarked
package io.laurel.openbadges.verification;

import org.jspecify.annotations.NullMarked;
