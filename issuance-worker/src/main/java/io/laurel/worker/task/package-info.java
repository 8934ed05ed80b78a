/** The topic of tasks: rare or long work is taken note of here and done elsewhere. */
@NullMarked
package io.laurel.worker.task;

import org.jspecify.annotations.NullMarked;
