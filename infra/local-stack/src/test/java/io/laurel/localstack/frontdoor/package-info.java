/** Tests of {@code io.laurel.localstack.frontdoor}. */
@NullMarked
package io.laurel.localstack.frontdoor;

import org.jspecify.annotations.NullMarked;
