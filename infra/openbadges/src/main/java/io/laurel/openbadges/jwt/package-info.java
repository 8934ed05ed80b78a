/** Credentials as JSON Web Tokens: made and checked. */
@NullMarked
package io.laurel.openbadges.jwt;

import org.jspecify.annotations.NullMarked;
