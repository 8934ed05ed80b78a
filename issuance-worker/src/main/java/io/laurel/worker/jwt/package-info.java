/** Credentials signed once more, as JWTs, when somebody asks. */
@NullMarked
package io.laurel.worker.jwt;

import org.jspecify.annotations.NullMarked;
