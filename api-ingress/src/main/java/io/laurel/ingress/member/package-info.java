/** Who belongs to an organization, who is invited, and how both change. */
@NullMarked
package io.laurel.ingress.member;

import org.jspecify.annotations.NullMarked;
