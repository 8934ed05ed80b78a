/** Commands that the worker gave up: the platform's administrator sees why, and has them handled once more. */
@NullMarked
package io.laurel.ingress.deadletter;

import org.jspecify.annotations.NullMarked;
