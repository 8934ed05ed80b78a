/** Tells people of what happened to their credentials: by e-mail, once each, retried until it is taken or refused. */
@NullMarked
package io.laurel.notifier;

import org.jspecify.annotations.NullMarked;
