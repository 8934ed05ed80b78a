/** Numbers that are unique without a look-up and that nobody can guess. */
@NullMarked
package io.laurel.worker.identifier;

import org.jspecify.annotations.NullMarked;
