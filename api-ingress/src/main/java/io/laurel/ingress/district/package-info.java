/** What makes an organization a district of the portal: its languages, its roles, and what its interviews are made of. */
@NullMarked
package io.laurel.ingress.district;

import org.jspecify.annotations.NullMarked;
