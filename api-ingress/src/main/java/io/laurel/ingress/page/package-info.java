/** Pages of lists, and how rows and bodies are read. */
@NullMarked
package io.laurel.ingress.page;

import org.jspecify.annotations.NullMarked;
