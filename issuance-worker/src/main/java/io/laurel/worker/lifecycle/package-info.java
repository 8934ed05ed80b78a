/** What happens to a credential after it was issued: it is claimed, revoked, or expires; a batch at a time. */
@NullMarked
package io.laurel.worker.lifecycle;

import org.jspecify.annotations.NullMarked;
