package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.web.outbound.Outbound;
import io.laurel.web.outbound.OutboundException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Makes one attempt: a signed POST to wherever the owner said, behind the guard that keeps us out of our own house. */
@Component
class Caller implements DisposableBean {

    private final Outbound outbound;
    private final Clock clock;

    Caller(WebhookSettings settings, Clock clock) {
        this.outbound = new Outbound(settings.outbound());
        this.clock = clock;
    }

    Attempt call(Endpoint endpoint, Delivery delivery, List<SigningSecret> secrets) {
        if (secrets.isEmpty()) {
            return new Attempt(delivery, null, null, "The endpoint has no secret to sign with.");
        }
        var body = delivery.body().getBytes(UTF_8);
        var headers = Signature.headers(
                WebhookEvent.publicId(delivery.event()), delivery.type(), clock.instant(), body, secrets);
        try {
            var answer = outbound.post(endpoint.url(), "application/json", body, headers);
            // What is not text is shown as good as it can be; the database holds no U+0000.
            var text = new String(answer.start(), UTF_8).replace('\u0000', '\uFFFD');
            boolean taken = answer.status() >= 200 && answer.status() < 300;
            return new Attempt(
                    delivery, answer.status(), text, taken ? null : "The answer was " + answer.status() + ".");
        } catch (OutboundException e) {
            return new Attempt(delivery, null, null, e.getMessage());
        }
    }

    @Override
    public void destroy() throws IOException {
        outbound.close();
    }
}
