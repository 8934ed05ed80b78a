/** Tests of what every service shows over HTTP alike. */
@NullMarked
package io.laurel.web;

import org.jspecify.annotations.NullMarked;
