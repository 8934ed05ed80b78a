@NullMarked
package io.laurel.ingress.credential;

import org.jspecify.annotations.NullMarked;
