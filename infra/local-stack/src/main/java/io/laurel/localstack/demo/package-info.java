/** What a new local stack holds: organizations, API keys, badges with images, a cohort to issue. */
@NullMarked
package io.laurel.localstack.demo;

import org.jspecify.annotations.NullMarked;
