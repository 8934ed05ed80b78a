/** PostgreSQL's binary COPY. */
@NullMarked
package io.laurel.worker.copy;

import org.jspecify.annotations.NullMarked;
