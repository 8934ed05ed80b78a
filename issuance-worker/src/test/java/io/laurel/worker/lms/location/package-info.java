/** Tests of the places where files arrive. */
@NullMarked
package io.laurel.worker.lms.location;

import org.jspecify.annotations.NullMarked;
