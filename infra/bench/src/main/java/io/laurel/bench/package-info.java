/** How fast it is: the library on one thread, the whole road with a cohort. */
@NullMarked
package io.laurel.bench;

import org.jspecify.annotations.NullMarked;
