/** What the services say to each other: typed ids, commands, replies, events and the catalogue of topics. */
@NullMarked
package io.laurel.contracts;

import org.jspecify.annotations.NullMarked;
