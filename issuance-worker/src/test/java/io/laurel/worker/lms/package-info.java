/** Tests of how exports are picked up. */
@NullMarked
package io.laurel.worker.lms;

import org.jspecify.annotations.NullMarked;
