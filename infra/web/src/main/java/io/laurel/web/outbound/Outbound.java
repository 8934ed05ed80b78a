package io.laurel.web.outbound;

import io.laurel.web.outbound.OutboundException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Gets documents from addresses that somebody else chose, and posts messages to them. Each name is resolved once and each
 * of its addresses judged before the connection goes to that very address, at every redirect again; nothing is sent but the
 * question or the message; time and size are bounded whatever the other side does. Documents are remembered as their headers
 * allow (RFC 9111); a message is sent once and follows no redirect. Thread-safe.
 */
public final class Outbound implements AutoCloseable {

    private static final Http1Config SMALL_HEADERS =
            Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192).build();

    private static final int HIGHEST_PORT = 65_535;

    private final OutboundSettings settings;
    private final RequestConfig manners;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Outbound(OutboundSettings settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    /**
     * One that believes certificates beyond those of the authorities that Java knows.
     *
     * @param authorities certificates, e.g. of an organization's own authority
     */
    public Outbound(OutboundSettings settings, KeyStore authorities) {
        this(settings, SystemDefaultDnsResolver.INSTANCE, new DefaultClientTlsStrategy(Authorities.and(authorities)));
    }

    Outbound(OutboundSettings settings, DnsResolver names) {
        this(settings, names, DefaultClientTlsStrategy.createDefault());
    }

    private Outbound(OutboundSettings settings, DnsResolver names, TlsSocketStrategy tls) {
        this.settings = settings;
        manners = RequestConfig.custom()
                .setMaxRedirects(settings.mostRedirects())
                .setConnectionRequestTimeout(timeout(settings.within()))
                .setResponseTimeout(timeout(settings.within()))
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
        client = CachingHttpClients.custom()
                .setCacheConfig(CacheConfig.custom()
                        .setMaxCacheEntries(settings.remembered())
                        .setMaxObjectSize(OutboundSettings.LARGEST_REMEMBERED)
                        .build())
                .setConnectionManager(connections(settings, names, tls))
                .setDefaultRequestConfig(manners)
                .setRedirectStrategy(new JudgedRedirects())
                .setUserAgent(settings.userAgent())
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    private static HttpClientConnectionManager connections(
            OutboundSettings settings, DnsResolver names, TlsSocketStrategy tls) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setDnsResolver(new JudgedNames(names, new PublicInternet(settings.allowed())))
                .setMaxConnTotal(settings.mostConnections())
                .setMaxConnPerRoute(settings.mostConnectionsToOne())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.within()))
                        .setSocketTimeout(timeout(settings.within()))
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(SMALL_HEADERS)
                        .build())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /**
     * Gets a document.
     *
     * @param accept the media types that are understood, as in the header {@code Accept}
     * @throws OutboundException if the address is refused, has nothing, or did not give it in time
     */
    public byte[] get(URI address, String accept) throws OutboundException {
        requireAllowed(address);
        HttpGet request = new HttpGet(address);
        request.setHeader(HttpHeaders.ACCEPT, accept);
        return inTime(request, address, () -> exchange(request));
    }

    /**
     * Posts a message once. Whatever the status, that is the answer; a redirect is one, too.
     *
     * @param headers sent beside those that HTTP needs
     * @throws OutboundException if the address is refused, or did not answer in time
     */
    public Answer post(URI address, String contentType, byte[] body, Map<String, String> headers)
            throws OutboundException {
        requireAllowed(address);
        HttpPost request = new HttpPost(address);
        request.setConfig(RequestConfig.copy(manners).setRedirectsEnabled(false).build());
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType)));
        return inTime(request, address, () -> posted(request));
    }

    private Answer posted(HttpPost request) throws IOException {
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            HttpEntity entity = response.getEntity();
            // What is longer is cut off, and the connection with it: nobody is made to read an endless answer.
            byte[] start = entity == null ? new byte[0] : entity.getContent().readNBytes(settings.mostBytes());
            return new Answer(response.getCode(), start);
        }
    }

    /** The time-outs of a client begin anew with each packet; this one does not. */
    private <T> T inTime(HttpUriRequestBase request, URI address, Callable<T> exchange) throws OutboundException {
        long start = System.nanoTime();
        Future<T> answer = threads.submit(exchange);
        try {
            return answer.get(settings.within().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw late(address, late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new OutboundException(Why.FAILED, "The look-up was stopped.", stopping);
        } catch (ExecutionException failed) {
            // The socket's own time-out may be the first of the two to be noticed.
            boolean isLate = System.nanoTime() - start >= settings.within().toNanos();
            throw isLate ? late(address, failed) : reading(address, failed);
        } finally {
            if (!answer.isDone()) {
                request.cancel();
                answer.cancel(true);
            }
        }
    }

    private byte[] exchange(HttpGet request) throws IOException, OutboundException {
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            int status = response.getCode();
            if (status == 404 || status == 410) {
                throw new OutboundException(Why.ABSENT, "There is nothing at " + request.getRequestUri() + ".");
            }
            if (status != 200) {
                throw new OutboundException(Why.FAILED, "The answer was " + status + ".");
            }
            return body(response.getEntity());
        }
    }

    private byte[] body(HttpEntity entity) throws IOException, OutboundException {
        if (entity == null) {
            return new byte[0];
        }
        // Not closed: that would read the rest of it, however long. Closing the response drops the connection.
        InputStream content = entity.getContent();
        byte[] bytes = content.readNBytes(settings.mostBytes() + 1);
        if (bytes.length > settings.mostBytes()) {
            throw new OutboundException(
                    Why.FAILED, "The answer is larger than " + settings.mostBytes() / 1024 + " KB.");
        }
        return bytes;
    }

    private static OutboundException late(URI address, Throwable thrown) {
        return new OutboundException(Why.FAILED, address.getHost() + " took too long.", thrown);
    }

    private static OutboundException reading(URI address, Throwable thrown) {
        // The client wraps what was thrown in the midst of it.
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundException ours) {
                return ours;
            }
        }
        return new OutboundException(
                Why.FAILED,
                address.getHost()
                        + (thrown.getCause() instanceof UnknownHostException
                                ? " is not known."
                                : " could not be asked."),
                thrown);
    }

    private void requireAllowed(URI address) throws OutboundException {
        String refusal = refusal(address);
        if (refusal != null) {
            throw new OutboundException(Why.REFUSED, refusal);
        }
    }

    /** Why this address is not asked, whatever it resolves to; null if it may be. */
    private @Nullable String refusal(URI address) {
        String scheme = address.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !(settings.plainHttp() && "http".equalsIgnoreCase(scheme))) {
            return "Only https addresses are asked.";
        }
        if (address.getHost() == null) {
            return "The address names no host.";
        }
        // The client would not take it, in its own words.
        if (address.getPort() > HIGHEST_PORT) {
            return "There is no port " + address.getPort() + ".";
        }
        return address.getRawUserInfo() == null ? null : "An address with a password in it is not asked.";
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        client.close();
    }

    /** Judges the addresses of a name; the connection manager then connects to what it got from here. */
    private record JudgedNames(DnsResolver names, PublicInternet addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.resolve(host);
            for (InetAddress address : found) {
                if (!addresses.contains(address)) {
                    UnknownHostException refused = new UnknownHostException(host);
                    refused.initCause(new OutboundException(Why.REFUSED, host + " is not on the public internet."));
                    throw refused;
                }
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private final class JudgedRedirects extends DefaultRedirectStrategy {

        @Override
        public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context)
                throws HttpException {
            URI location = super.getLocationURI(request, response, context);
            String refusal = refusal(location);
            if (refusal != null) {
                throw new ProtocolException(refusal, new OutboundException(Why.REFUSED, refusal));
            }
            return location;
        }
    }
}
