/** Status lists: signed anew soon after a revocation, however many came at once. */
@NullMarked
package io.laurel.worker.status;

import org.jspecify.annotations.NullMarked;
