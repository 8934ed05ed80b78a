/** Domains that an organization proves to be its own, by a record that only a domain's holder can put into the DNS. */
@NullMarked
package io.laurel.ingress.domain;

import org.jspecify.annotations.NullMarked;
