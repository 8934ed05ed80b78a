/** What the services keep: the schema, brought up to date by its owner before any service starts. */
@NullMarked
package io.laurel.persistence;

import org.jspecify.annotations.NullMarked;
