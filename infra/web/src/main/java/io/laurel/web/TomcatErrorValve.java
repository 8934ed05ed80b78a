package io.laurel.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** What Tomcat refuses before any servlet sees it, such as a broken URL: the same shape, instead of Tomcat's HTML. */
public final class TomcatErrorValve extends ErrorReportValve {

    private final ErrorWriter writer = new ErrorWriter(new PlainErrorPage(), ErrorShape.OURS);

    /** Made by Tomcat, by its name. */
    public TomcatErrorValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            writer.write(request.getRequest(), response.getResponse(), ErrorReading.ofStatus(status, throwable));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            ExceptionUtils.handleThrowable(e);
        }
    }
}
