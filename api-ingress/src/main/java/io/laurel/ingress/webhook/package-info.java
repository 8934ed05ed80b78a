/** The webhook endpoints of an organization: whom the notifier tells what, with which secret, and how that went. */
@NullMarked
package io.laurel.ingress.webhook;

import org.jspecify.annotations.NullMarked;
