/** A recipient's own credentials: those earned here, those brought along, and what the world is shown of them. */
@NullMarked
package io.laurel.ingress.wallet;

import org.jspecify.annotations.NullMarked;
