/** The mail about a credential, sent once more when somebody asks. */
@NullMarked
package io.laurel.ingress.mail;

import org.jspecify.annotations.NullMarked;
