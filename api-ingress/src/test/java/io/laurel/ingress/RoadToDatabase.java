package io.laurel.ingress;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The network between a service and its database: it counts how often the service waits for an answer, and it can fail, with
 * a word or without one.
 */
final class RoadToDatabase implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):([0-9]+)/([^?]+).*");

    /** What becomes of what is sent. */
    enum State {
        OPEN,
        REFUSING,
        SILENT
    }

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final String database;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong roundTrips = new AtomicLong();
    private volatile State state = State.OPEN;

    private RoadToDatabase(String jdbcUrl) throws IOException {
        var url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException(jdbcUrl);
        }
        this.host = url.group(1);
        this.port = Integer.parseInt(url.group(2));
        this.database = url.group(3);
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static RoadToDatabase to(String jdbcUrl) {
        try {
            return new RoadToDatabase(jdbcUrl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
                .formatted(door.getLocalPort(), database);
    }

    /** How often an answer was waited for: a Sync or a simple Query of the protocol. */
    long roundTrips() {
        return roundTrips.get();
    }

    /** A connection that lost something is worth nothing, so none outlives the silence, or a refusal. */
    void become(State next) {
        if (next == state) {
            return;
        }
        state = next;
        if (next != State.SILENT) {
            sockets.forEach(RoadToDatabase::close);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                if (state == State.REFUSING) {
                    close(client);
                    continue;
                }
                sockets.add(client);
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                var server = new Socket(host, port)) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> answers(server, client));
            requests(client, server);
        } catch (IOException e) {
            // One end has gone; the other follows.
        } finally {
            sockets.remove(client);
        }
    }

    private void requests(Socket client, Socket server) throws IOException {
        var from = new DataInputStream(client.getInputStream());
        var to = new DataOutputStream(server.getOutputStream());
        int startLength = from.readInt();
        var start = from.readNBytes(startLength - 4);
        to.writeInt(startLength);
        to.write(start);
        to.flush();
        while (true) {
            int type = from.readUnsignedByte();
            int length = from.readInt();
            var rest = from.readNBytes(length - 4);
            if (type == 'S' || type == 'Q') {
                roundTrips.incrementAndGet();
            }
            if (state != State.SILENT) {
                to.writeByte(type);
                to.writeInt(length);
                to.write(rest);
                to.flush();
            }
        }
    }

    private static void answers(Socket server, Socket client) {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One end has gone; the other follows.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        sockets.forEach(RoadToDatabase::close);
    }
}
