/** Who asks: the API key of a request, its organization, and what its plan allows. */
@NullMarked
package io.laurel.ingress.apikey;

import org.jspecify.annotations.NullMarked;
