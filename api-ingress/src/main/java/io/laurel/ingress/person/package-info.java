/** Who belongs to a district of the portal, and as what. */
@NullMarked
package io.laurel.ingress.person;

import org.jspecify.annotations.NullMarked;
