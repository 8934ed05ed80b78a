/** Organizations' signing keys, which are private to this service, and the badges compiled for them. */
@NullMarked
package io.laurel.worker.signing;

import org.jspecify.annotations.NullMarked;
