/** How anything is run by exactly one worker, and continued by another when that one is lost. */
@NullMarked
package io.laurel.worker.run;

import org.jspecify.annotations.NullMarked;
