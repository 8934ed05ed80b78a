/** Tests of the ledger and of those who work it off. */
@NullMarked
package io.laurel.notifier.ledger;

import org.jspecify.annotations.NullMarked;
