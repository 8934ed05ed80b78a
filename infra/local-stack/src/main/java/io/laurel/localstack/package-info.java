/** One command: embedded servers, the four services as programs, one front door. */
@NullMarked
package io.laurel.localstack;

import org.jspecify.annotations.NullMarked;
