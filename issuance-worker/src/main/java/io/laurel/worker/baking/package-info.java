/** Badge images, cut once where a credential is put in. */
@NullMarked
package io.laurel.worker.baking;

import org.jspecify.annotations.NullMarked;
