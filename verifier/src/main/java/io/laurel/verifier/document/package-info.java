/** A credential as a program wants it: the answer of the API, the signed bytes, the baked image, the QR code. */
@NullMarked
package io.laurel.verifier.document;

import org.jspecify.annotations.NullMarked;
