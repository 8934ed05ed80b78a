/** Tests of {@link io.laurel.worker.jwt}. */
@NullMarked
package io.laurel.worker.jwt;

import org.jspecify.annotations.NullMarked;
