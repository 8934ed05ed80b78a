/** The keys that sign in an organization's name: asked for here, made where signing happens. */
@NullMarked
package io.laurel.ingress.signingkey;

import org.jspecify.annotations.NullMarked;
