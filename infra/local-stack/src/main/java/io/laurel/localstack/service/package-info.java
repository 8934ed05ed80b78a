/** The services as programs: started, watched, restarted and stopped, each in a process of its own. */
@NullMarked
package io.laurel.localstack.service;

import org.jspecify.annotations.NullMarked;
