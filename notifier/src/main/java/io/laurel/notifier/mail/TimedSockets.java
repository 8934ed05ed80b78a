package io.laurel.notifier.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection after the other, with a bound for what is done over them. The timeout of the mail library
 * is for each read alone: a server that takes its time over each answer, or over each letter of it, has no end.
 */
final class TimedSockets extends SocketFactory {

    private final ScheduledExecutorService timer;
    private @Nullable Socket latest;
    private @Nullable Limit limit;

    TimedSockets(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Bounds what is done until it is closed: when the time is over the connection breaks, and no other is made. */
    synchronized Limit limit(Duration atMost) {
        var begun = new Limit();
        begun.end = timer.schedule(begun::end, atMost.toNanos(), TimeUnit.NANOSECONDS);
        limit = begun;
        return begun;
    }

    final class Limit implements AutoCloseable {

        private @Nullable Future<?> end;
        private boolean isOver;

        boolean isOver() {
            synchronized (TimedSockets.this) {
                return isOver;
            }
        }

        private void end() {
            synchronized (TimedSockets.this) {
                if (limit == this) {
                    isOver = true;
                    hangUp(latest);
                }
            }
        }

        @Override
        public void close() {
            synchronized (TimedSockets.this) {
                limit = null;
                if (end != null) {
                    end.cancel(false);
                }
            }
        }
    }

    /** What a connection goes over that was not made here, such as the one below TLS. */
    synchronized Socket watch(Socket socket) {
        latest = socket;
        if (limit != null && limit.isOver) {
            hangUp(socket);
        }
        return socket;
    }

    private static void hangUp(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return prompt(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return prompt(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return prompt(new Socket(host, port, localHost, localPort));
    }

    /** Without TCP_NODELAY each mail larger than a segment waits some 40 ms for the other side's acknowledgement. */
    private Socket prompt(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        return watch(socket);
    }
}
