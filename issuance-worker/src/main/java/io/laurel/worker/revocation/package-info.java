/** Revokes credentials, a batch at a time. */
@NullMarked
package io.laurel.worker.revocation;

import org.jspecify.annotations.NullMarked;
