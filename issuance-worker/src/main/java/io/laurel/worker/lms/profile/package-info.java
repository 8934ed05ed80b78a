/** Exports of learning management systems, read: bytes in, judged rows out; no database, no Spring. */
@NullMarked
package io.laurel.worker.lms.profile;

import org.jspecify.annotations.NullMarked;
