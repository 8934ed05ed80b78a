/** Who did what in an organization, when and from where. */
@NullMarked
package io.laurel.ingress.audit;

import org.jspecify.annotations.NullMarked;
