/** The ledger of notifications: events are entered once, and what is due is worked off by every notifier together. */
@NullMarked
package io.laurel.notifier.ledger;

import org.jspecify.annotations.NullMarked;
