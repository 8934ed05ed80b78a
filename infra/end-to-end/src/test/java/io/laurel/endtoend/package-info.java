/** Black-box tests of the whole road: HTTP, mail, crashes, a real browser. */
@NullMarked
package io.laurel.endtoend;

import org.jspecify.annotations.NullMarked;
