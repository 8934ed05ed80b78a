/** Who asks: the API key of a request, its organization, and what its plan allows; and how an organization keeps its keys. */
@NullMarked
package io.laurel.ingress.apikey;

import org.jspecify.annotations.NullMarked;
