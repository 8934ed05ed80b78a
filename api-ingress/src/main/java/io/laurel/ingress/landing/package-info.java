/** What a person sees who opens the service's address. */
@NullMarked
package io.laurel.ingress.landing;

import org.jspecify.annotations.NullMarked;
