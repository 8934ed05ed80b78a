/** Real servers, builders and a movable clock for the tests of the services. */
@NullMarked
package io.laurel.test;

import org.jspecify.annotations.NullMarked;
