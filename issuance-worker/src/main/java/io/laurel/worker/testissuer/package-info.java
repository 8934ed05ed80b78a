/** For conformance suites only, and off by default: issues whatever credential it is given, under a key that everybody knows. */
@NullMarked
package io.laurel.worker.testissuer;

import org.jspecify.annotations.NullMarked;
