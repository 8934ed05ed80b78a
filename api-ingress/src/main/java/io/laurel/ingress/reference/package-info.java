/** The description of the API that is made of its code: for programs {@code /openapi.json}, for people {@code /docs}. */
@NullMarked
package io.laurel.ingress.reference;

import org.jspecify.annotations.NullMarked;
