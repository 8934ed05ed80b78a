/** Tests of the house's own libraries, and of what helps to test it. */
@NullMarked
package io.laurel.test;

import org.jspecify.annotations.NullMarked;
