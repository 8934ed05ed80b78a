/** Tests of the verifying half of the VC API. */
@NullMarked
package io.laurel.verifier.vcapi;

import org.jspecify.annotations.NullMarked;
