/** What every queue of things to send is made of: reading topics, writing batches, delays, a bell. */
@NullMarked
package io.laurel.notifier.queue;

import org.jspecify.annotations.NullMarked;
