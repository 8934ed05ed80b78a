/** Tests of how the numbers are counted. */
@NullMarked
package io.laurel.ingress.analytics;

import org.jspecify.annotations.NullMarked;
