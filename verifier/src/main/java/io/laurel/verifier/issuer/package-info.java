/** The documents that issuers are known by: profile, DID document, achievements, status lists. */
@NullMarked
package io.laurel.verifier.issuer;

import org.jspecify.annotations.NullMarked;
