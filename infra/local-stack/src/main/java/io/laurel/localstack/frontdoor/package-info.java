/** The one address of the local stack: sends each path to the service that owns it. */
@NullMarked
package io.laurel.localstack.frontdoor;

import org.jspecify.annotations.NullMarked;
