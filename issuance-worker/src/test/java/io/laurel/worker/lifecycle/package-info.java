@NullMarked
package io.laurel.worker.lifecycle;

import org.jspecify.annotations.NullMarked;
