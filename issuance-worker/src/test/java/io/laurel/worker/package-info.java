/** Tests of the worker as a whole. */
@NullMarked
package io.laurel.worker;

import org.jspecify.annotations.NullMarked;
