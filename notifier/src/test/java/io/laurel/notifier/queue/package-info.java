@NullMarked
package io.laurel.notifier.queue;

import org.jspecify.annotations.NullMarked;
