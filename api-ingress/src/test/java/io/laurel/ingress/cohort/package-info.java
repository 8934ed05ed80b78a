@NullMarked
package io.laurel.ingress.cohort;

import org.jspecify.annotations.NullMarked;
