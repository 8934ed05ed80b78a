/** Organizations: founded by anybody who is signed in, reviewed by the platform's administrator, described by their own. */
@NullMarked
package io.laurel.ingress.organization;

import org.jspecify.annotations.NullMarked;
