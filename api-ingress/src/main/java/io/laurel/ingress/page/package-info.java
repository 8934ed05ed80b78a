/** Pages of lists, and how rows are read. */
@NullMarked
package io.laurel.ingress.page;

import org.jspecify.annotations.NullMarked;
