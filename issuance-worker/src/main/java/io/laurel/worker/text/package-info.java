/** Text that strangers made, read strictly: what it is not is refused with the line that shows it. */
@NullMarked
package io.laurel.worker.text;

import org.jspecify.annotations.NullMarked;
