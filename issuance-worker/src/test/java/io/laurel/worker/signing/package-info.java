/** Tests. */
@NullMarked
package io.laurel.worker.signing;

import org.jspecify.annotations.NullMarked;
