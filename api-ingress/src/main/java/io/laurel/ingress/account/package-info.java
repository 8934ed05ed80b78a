/** Accounts: registered by anybody, begun with the click on a mailed link, entered with a password. */
@NullMarked
package io.laurel.ingress.account;

import org.jspecify.annotations.NullMarked;
