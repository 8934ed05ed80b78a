/** Tells what was recorded, on the topics of events and of replies. */
@NullMarked
package io.laurel.worker.tell;

import org.jspecify.annotations.NullMarked;
