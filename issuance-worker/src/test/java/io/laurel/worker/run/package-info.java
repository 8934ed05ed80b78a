/** Tests of runs under locks. */
@NullMarked
package io.laurel.worker.run;

import org.jspecify.annotations.NullMarked;
