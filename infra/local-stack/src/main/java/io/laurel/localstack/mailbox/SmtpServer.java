package io.laurel.localstack.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts every mail (RFC 5321, with pipelining). Written here, because the libraries read a message byte by byte, which
 * would cost a large part of a core at thousands of mails a second.
 */
final class SmtpServer implements AutoCloseable {

    private final ServerSocket socket;
    private final MailFile mails;
    private final InstantSource clock;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private SmtpServer(ServerSocket socket, MailFile mails, InstantSource clock) {
        this.socket = socket;
        this.mails = mails;
        this.clock = clock;
    }

    static SmtpServer start(int port, MailFile mails, InstantSource clock) throws IOException {
        var socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        var server = new SmtpServer(socket, mails, clock);
        Thread.ofPlatform().daemon().name("smtp").start(server::accept);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connections.add(connection);
                // Few connections with much to say: a thread of their own wakes faster than a virtual one.
                Thread.ofPlatform().daemon().name("smtp-session").start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            new SmtpSession(connection.getInputStream(), connection.getOutputStream(), mails, clock).run();
        } catch (IOException e) {
            // The client went away; what it was told "250" for is kept.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
