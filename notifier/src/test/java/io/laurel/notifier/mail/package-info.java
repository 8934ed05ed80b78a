/** Tests of what a mail says and how it is handed over. */
@NullMarked
package io.laurel.notifier.mail;

import org.jspecify.annotations.NullMarked;
