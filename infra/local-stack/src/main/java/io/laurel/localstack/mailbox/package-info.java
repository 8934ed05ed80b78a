/** The local stack's mail server: it accepts every mail, keeps it, and shows it as JSON or as a page. */
@NullMarked
package io.laurel.localstack.mailbox;

import org.jspecify.annotations.NullMarked;
