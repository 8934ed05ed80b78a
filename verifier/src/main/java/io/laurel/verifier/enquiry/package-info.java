/** What anyone may ask, what is private, and the log of what was asked. */
@NullMarked
package io.laurel.verifier.enquiry;

import org.jspecify.annotations.NullMarked;
