/** A real PostgreSQL and a real Kafka broker, started by a program: for the local stack and for tests. */
@NullMarked
package io.laurel.embedded;

import org.jspecify.annotations.NullMarked;
