package io.laurel.localstack.frontdoor;

import io.laurel.localstack.frontdoor.Routes.Target;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
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
     */
    public static FrontDoor open(int port, Map<Target, Integer> services) {
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("front-door");
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setPort(port);
        connector.setIdleTimeout(ServiceProxy.IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(new ServiceProxy(services));
        server.setErrorHandler(new JsonErrors());
        LifeCycle.start(server);
        return new FrontDoor(server);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
