@NullMarked
package io.laurel.ingress.picture;

import org.jspecify.annotations.NullMarked;
