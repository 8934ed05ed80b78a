/** Tests of what somebody is shown. */
@NullMarked
package io.laurel.ingress.access;

import org.jspecify.annotations.NullMarked;
