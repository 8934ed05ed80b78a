/** What every service shows over HTTP alike: the error shape, request ids, timestamps, limits of a body. */
@NullMarked
package io.laurel.web;

import org.jspecify.annotations.NullMarked;
