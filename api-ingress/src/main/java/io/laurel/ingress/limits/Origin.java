package io.laurel.ingress.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where a request comes from, past the proxies that we trust. */
public final class Origin {

    private static final String ATTRIBUTE = Origin.class.getName();

    private Origin() {}

    static void set(HttpServletRequest request, InetAddress address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    /** What is counted together with the request's address: see {@link ClientAddress#counted}. */
    public static String counted(HttpServletRequest request) {
        @Nullable Object address = request.getAttribute(ATTRIBUTE);
        return ClientAddress.counted(
                address instanceof InetAddress known ? known : InetAddress.ofLiteral(request.getRemoteAddr()));
    }

    /** The address of the request that this thread answers; empty where it answers none. */
    public static Optional<String> ofThisRequest() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Optional.empty();
        }
        @Nullable Object address = attributes.getRequest().getAttribute(ATTRIBUTE);
        return Optional.ofNullable(address).map(InetAddress.class::cast).map(InetAddress::getHostAddress);
    }
}
