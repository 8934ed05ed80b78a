/** Tests of {@code io.laurel.localstack.mailbox}. */
@NullMarked
package io.laurel.localstack.mailbox;

import org.jspecify.annotations.NullMarked;
