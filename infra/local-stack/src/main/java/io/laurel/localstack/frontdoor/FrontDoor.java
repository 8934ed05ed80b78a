package io.laurel.localstack.frontdoor;

import io.laurel.localstack.frontdoor.Routes.Target;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The one address that serves everything. */
public final class FrontDoor implements AutoCloseable {

    private final Server server;

    private FrontDoor(Server server) {
        this.server = server;
    }

    /**
     * Opens the door.
     *
     * @param services the port of each service
     * @param certificate for a door that speaks TLS
     */
    public static FrontDoor open(int port, Map<Target, Integer> services, Optional<Certificate> certificate) {
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("front-door");
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, protocols(http, certificate));
        connector.setPort(port);
        connector.setIdleTimeout(ServiceProxy.IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(new ServiceProxy(services));
        server.setErrorHandler(new JsonErrors());
        LifeCycle.start(server);
        return new FrontDoor(server);
    }

    private static ConnectionFactory[] protocols(HttpConfiguration http, Optional<Certificate> certificate) {
        var plain = new HttpConnectionFactory(http);
        if (certificate.isEmpty()) {
            return new ConnectionFactory[] {plain};
        }
        // Whoever comes under another name of this machine is told by the certificate, not by a bare 400.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var tls = new SslContextFactory.Server();
        tls.setKeyStorePath(certificate.get().keyStore().toString());
        tls.setKeyStorePassword(certificate.get().password());
        return new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
