/** Credentials as JWTs: kept ones are handed out, others are asked of the worker, which signs. */
@NullMarked
package io.laurel.verifier.jwt;

import org.jspecify.annotations.NullMarked;
