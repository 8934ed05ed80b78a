/** The verifying half of the VC API, for conformance suites and wallets. */
@NullMarked
package io.laurel.verifier.vcapi;

import org.jspecify.annotations.NullMarked;
