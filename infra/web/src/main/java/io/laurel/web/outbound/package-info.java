/** Asking the web for what somebody else named: only public addresses, only so long, only so much. */
@NullMarked
package io.laurel.web.outbound;

import org.jspecify.annotations.NullMarked;
