package io.laurel.ingress.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.web.ApiException;
import java.io.ByteArrayOutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Looks TXT records up, by a resolver that follows aliases. Nothing is cached here: who has just changed a record tries at once. */
@Component
class TxtRecords {

    private static final int TRIES = 3;

    private final ExtendedResolver resolver;
    private final Duration timeout;

    TxtRecords(DnsSettings settings) throws UnknownHostException {
        timeout = settings.timeout();
        resolver = resolver(settings.server());
        resolver.setTimeout(timeout);
        resolver.setRetries(TRIES);
        // Each try's own: a lost datagram is sent again. The library notices up to a second late that none came back.
        for (var server : resolver.getResolvers()) {
            server.setTimeout(timeout.dividedBy(TRIES));
        }
    }

    private static ExtendedResolver resolver(DnsSettings.@Nullable Server server) throws UnknownHostException {
        if (server == null) {
            return new ExtendedResolver();
        }
        var simple = new SimpleResolver(server.host());
        simple.setPort(server.port());
        return new ExtendedResolver(new Resolver[] {simple});
    }

    /**
     * The texts at a name; none where there is no such name.
     *
     * @throws ApiException 503 when that cannot be told
     */
    List<String> at(String name) {
        var answer = answer(query(name));
        return switch (answer.getRcode()) {
            case Rcode.NOERROR ->
                answer.getSection(Section.ANSWER).stream()
                        .filter(TXTRecord.class::isInstance)
                        .map(record -> text((TXTRecord) record))
                        .toList();
            case Rcode.NXDOMAIN -> List.of();
            default ->
                throw ApiException.unavailable(
                        "The name servers of " + name + " cannot be asked at the moment ("
                                + Rcode.string(answer.getRcode()) + ").",
                        null);
        };
    }

    private static Message query(String name) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.TXT, DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    private Message answer(Message query) {
        CompletionStage<Message> coming = resolver.sendAsync(query);
        try {
            return coming.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static ApiException away(Exception e) {
        return ApiException.unavailable("The DNS does not answer at the moment. Try again in a few seconds.", e);
    }

    /** A long text comes in pieces of 255 bytes. */
    private static String text(TXTRecord record) {
        var bytes = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(bytes::writeBytes);
        return bytes.toString(UTF_8);
    }
}
