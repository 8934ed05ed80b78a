/** Who looks: a recipient who is signed in sees their own credentials also where these are private. */
@NullMarked
package io.laurel.verifier.visitor;

import org.jspecify.annotations.NullMarked;
