/** What an organization reads of its own issuing: how much, in which state, and how often it is looked up. */
@NullMarked
package io.laurel.ingress.analytics;

import org.jspecify.annotations.NullMarked;
