/** Tests of the verifier as its callers see it: over HTTP, on a real database and a real broker. */
@NullMarked
package io.laurel.verifier;

import org.jspecify.annotations.NullMarked;
