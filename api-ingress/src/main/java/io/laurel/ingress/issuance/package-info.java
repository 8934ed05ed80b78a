/** Requests to issue one credential, and what became of them. */
@NullMarked
package io.laurel.ingress.issuance;

import org.jspecify.annotations.NullMarked;
