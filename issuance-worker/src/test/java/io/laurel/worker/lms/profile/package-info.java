/** Samples of our own making in {@code src/test/resources/lms}, read as exports. */
@NullMarked
package io.laurel.worker.lms.profile;

import org.jspecify.annotations.NullMarked;
