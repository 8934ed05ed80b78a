/** Where the exports of an organization's learning management system arrive, and what became of them; the worker takes them. */
@NullMarked
package io.laurel.ingress.lms;

import org.jspecify.annotations.NullMarked;
