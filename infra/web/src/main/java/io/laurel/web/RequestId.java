package io.laurel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name of one request in answers and logs: the caller's own where it is sane, else a new one. */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    /** The name under which log lines carry it. */
    public static final String LOG_FIELD = "requestId";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._~+/=:-]{1,128}");

    private RequestId() {}

    /** The id of this request, always the same, and shown on the response. */
    public static String show(HttpServletRequest request, HttpServletResponse response) {
        String id = of(request);
        response.setHeader(HEADER, id);
        return id;
    }

    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String offered = request.getHeader(HEADER);
        String id = offered != null && SANE.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
