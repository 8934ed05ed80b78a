/** Tests of {@code io.laurel.localstack.demo}. */
@NullMarked
package io.laurel.localstack.demo;

import org.jspecify.annotations.NullMarked;
