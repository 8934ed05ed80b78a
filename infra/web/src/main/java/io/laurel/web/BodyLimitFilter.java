package io.laurel.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that is too large: by its announced length at once, else where it passes the limit. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimit limit;
    private final ErrorWriter errors;

    BodyLimitFilter(BodyLimit limit, ErrorWriter errors) {
        this.limit = limit;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long most = limit.bytes(request);
        if (request.getContentLengthLong() > most) {
            errors.write(request, response, tooLarge(most));
        } else if (request.getContentLengthLong() >= 0) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new LimitedRequest(request, most), response);
        }
    }

    private static ApiException tooLarge(long most) {
        return ApiException.tooLarge("The body is too large: at most " + most + " bytes are read here.");
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long most;

        LimitedRequest(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), most);
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream in;
        private final long most;
        private long read;

        LimitedStream(ServletInputStream in, long most) {
            this.in = in;
            this.most = most;
        }

        private int count(int more) {
            read += Math.max(0, more);
            if (read > most) {
                throw tooLarge(most);
            }
            return more;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return count(in.read(target, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
