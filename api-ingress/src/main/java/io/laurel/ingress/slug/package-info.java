/** Names in addresses: Latin letters and digits, whatever script a thing's name is in. */
@NullMarked
package io.laurel.ingress.slug;

import org.jspecify.annotations.NullMarked;
