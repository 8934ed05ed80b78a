@NullMarked
package io.laurel.openbadges.jwt;

import org.jspecify.annotations.NullMarked;
