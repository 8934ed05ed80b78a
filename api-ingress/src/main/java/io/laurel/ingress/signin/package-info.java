/** The pages that mails to accounts lead to: verify an address, set a password, sign in. */
@NullMarked
package io.laurel.ingress.signin;

import org.jspecify.annotations.NullMarked;
