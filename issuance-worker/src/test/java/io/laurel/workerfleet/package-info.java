/** Workers that a test starts itself. Outside the worker's own packages, so that no worker takes this for a part of itself. */
@NullMarked
package io.laurel.workerfleet;

import org.jspecify.annotations.NullMarked;
