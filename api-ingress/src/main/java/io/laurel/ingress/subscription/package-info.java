/** Plans: what an organization has, how much of it is used, and how it changes. */
@NullMarked
package io.laurel.ingress.subscription;

import org.jspecify.annotations.NullMarked;
