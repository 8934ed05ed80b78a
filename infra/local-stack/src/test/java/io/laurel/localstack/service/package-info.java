/** Tests of {@code io.laurel.localstack.service}. */
@NullMarked
package io.laurel.localstack.service;

import org.jspecify.annotations.NullMarked;
