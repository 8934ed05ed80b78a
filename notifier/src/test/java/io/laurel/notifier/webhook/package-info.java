@NullMarked
package io.laurel.notifier.webhook;

import org.jspecify.annotations.NullMarked;
