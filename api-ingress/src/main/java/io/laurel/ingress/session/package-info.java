/** Signing in and staying signed in: tokens of a quarter of an hour, and chains of refresh tokens behind them. */
@NullMarked
package io.laurel.ingress.session;

import org.jspecify.annotations.NullMarked;
