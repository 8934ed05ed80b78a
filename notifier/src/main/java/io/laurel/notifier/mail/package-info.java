/** What a mail says, and how it is handed to the mail server. */
@NullMarked
package io.laurel.notifier.mail;

import org.jspecify.annotations.NullMarked;
