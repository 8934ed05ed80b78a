/** Tests. */
@NullMarked
package io.laurel.worker.issuance;

import org.jspecify.annotations.NullMarked;
