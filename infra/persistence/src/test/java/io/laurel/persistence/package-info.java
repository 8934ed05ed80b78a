/** The schema on a real server. */
@NullMarked
package io.laurel.persistence;

import org.jspecify.annotations.NullMarked;
