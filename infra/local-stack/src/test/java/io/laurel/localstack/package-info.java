/** Tests of {@code io.laurel.localstack}. */
@NullMarked
package io.laurel.localstack;

import org.jspecify.annotations.NullMarked;
