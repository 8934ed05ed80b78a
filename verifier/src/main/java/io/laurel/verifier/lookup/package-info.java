/** Finding a credential with all that an answer about it needs, its signature checked; remembered until an event says otherwise. */
@NullMarked
package io.laurel.verifier.lookup;

import org.jspecify.annotations.NullMarked;
