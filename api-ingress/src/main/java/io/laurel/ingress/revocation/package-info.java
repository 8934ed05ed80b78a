/** Revokes credentials: asked for here, decided by the worker. */
@NullMarked
package io.laurel.ingress.revocation;

import org.jspecify.annotations.NullMarked;
