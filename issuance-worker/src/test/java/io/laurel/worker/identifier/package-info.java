/** Tests. */
@NullMarked
package io.laurel.worker.identifier;

import org.jspecify.annotations.NullMarked;
