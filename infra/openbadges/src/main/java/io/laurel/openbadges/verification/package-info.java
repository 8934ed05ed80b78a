/** Judging anyone's credential: every check with its reason, "false" told from "could not be checked". */
@NullMarked
package io.laurel.openbadges.verification;

import org.jspecify.annotations.NullMarked;
