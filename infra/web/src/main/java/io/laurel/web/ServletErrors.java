package io.laurel.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the servlet container sends what failed outside the dispatcher: in a filter, or by {@code sendError}. */
@Controller
final class ServletErrors implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ServletErrors.class);

    private final ErrorWriter writer;

    ServletErrors(ErrorWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiException error;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            error = ErrorReading.of(thrown);
            if (error.code() == ErrorCode.INTERNAL_ERROR) {
                LOG.error("{} failed", request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), thrown);
            }
        } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            error = ErrorReading.ofStatus(status, null);
        } else {
            error = ErrorReading.ofStatus(404, null);
        }
        writer.write(request, response, error);
    }
}
