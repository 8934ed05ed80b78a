@NullMarked
package io.laurel.openbadges.template;

import org.jspecify.annotations.NullMarked;
