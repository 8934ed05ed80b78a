package io.laurel.worker.lms.location;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A way to a real server on which things happen right before or after a request. */
final class MeddledHttp implements SdkHttpClient {

    private final SdkHttpClient way = UrlConnectionHttpClient.create();

    private Predicate<SdkHttpRequest> before = request -> false;
    private Predicate<SdkHttpRequest> after = request -> false;
    private Predicate<SdkHttpRequest> refused = request -> false;
    private Happening happening = () -> {};
    private int status;
    private @Nullable String removed;

    /** What happens on the way. */
    interface Happening {
        void happen() throws IOException;
    }

    void before(Predicate<SdkHttpRequest> request, Happening what) {
        before = request;
        happening = what;
    }

    void after(Predicate<SdkHttpRequest> request, Happening what) {
        after = request;
        happening = what;
    }

    void refuse(Predicate<SdkHttpRequest> request, int status) {
        refused = request;
        this.status = status;
    }

    void withoutHeader(String name) {
        removed = name;
    }

    void meddleNoMore() {
        before = request -> false;
        after = before;
        refused = before;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
        var request = asked.httpRequest();
        var name = removed;
        var sent = name == null
                ? asked
                : HttpExecuteRequest.builder()
                        .request(request.toBuilder().removeHeader(name).build())
                        .contentStreamProvider(asked.contentStreamProvider().orElse(null))
                        .build();
        var prepared = way.prepareRequest(sent);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (refused.test(request)) {
                    return HttpExecuteResponse.builder()
                            .response(
                                    SdkHttpResponse.builder().statusCode(status).build())
                            .build();
                }
                if (before.test(request)) {
                    happening.happen();
                }
                var answer = prepared.call();
                if (after.test(request)) {
                    happening.happen();
                }
                return answer;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        way.close();
    }
}
