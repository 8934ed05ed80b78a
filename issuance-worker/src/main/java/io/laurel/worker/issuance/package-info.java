/** The issuance cycle: look up, decide, reserve, sign, record, tell. */
@NullMarked
package io.laurel.worker.issuance;

import org.jspecify.annotations.NullMarked;
