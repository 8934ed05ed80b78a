/** Tests of the test issuer. */
@NullMarked
package io.laurel.worker.testissuer;

import org.jspecify.annotations.NullMarked;
