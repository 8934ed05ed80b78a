/** Judging credentials that anybody hands in, whoever issued them. */
@NullMarked
package io.laurel.verifier.judgement;

import org.jspecify.annotations.NullMarked;
