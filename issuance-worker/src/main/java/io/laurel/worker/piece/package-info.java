/** Files that are kept in the database in pieces, numbered from 0. */
@NullMarked
package io.laurel.worker.piece;

import org.jspecify.annotations.NullMarked;
