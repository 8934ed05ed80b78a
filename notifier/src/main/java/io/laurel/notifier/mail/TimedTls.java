package io.laurel.notifier.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS by a factory of the operator's own, for which the mail library makes the sockets below by itself. */
final class TimedTls extends SSLSocketFactory {

    private final SSLSocketFactory tls;
    private final TimedSockets sockets;

    TimedTls(SSLSocketFactory tls, TimedSockets sockets) {
        this.tls = tls;
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(sockets.watch(below), host, port, autoClose);
    }

    @Override
    public Socket createSocket() throws IOException {
        return sockets.watch(tls.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.watch(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return sockets.watch(tls.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.watch(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return sockets.watch(tls.createSocket(host, port, localHost, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
