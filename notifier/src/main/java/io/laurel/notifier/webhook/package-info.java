/** Tells subscribers of Enterprise organizations what happens, by signed HTTP requests, until they have taken it or a day is over. */
@NullMarked
package io.laurel.notifier.webhook;

import org.jspecify.annotations.NullMarked;
