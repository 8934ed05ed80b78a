/** Places where files arrive, and what is done with the files there. */
@NullMarked
package io.laurel.worker.lms.location;

import org.jspecify.annotations.NullMarked;
