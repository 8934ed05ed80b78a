/** The portal (its own contract, its own dialect): who is let in, and how they sign in without a password. */
@NullMarked
package io.laurel.ingress.portal;

import org.jspecify.annotations.NullMarked;
