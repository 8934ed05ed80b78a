package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A mail server that answers by rule and remembers what it took. */
public final class ScriptedSmtp implements AutoCloseable {

    public static final String YES = "250 ok";
    /** The rule's answer that breaks the connection instead. */
    public static final String HANG_UP = "";

    private static final String MAIL = "MAIL FROM:";
    private static final String RECIPIENT = "RCPT TO:";
    private static final String MESSAGE_ID = "Message-ID:";

    private final ServerSocket socket;
    private final UnaryOperator<String> rule;
    private final Duration pause;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentLinkedQueue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> guests = new ConcurrentLinkedQueue<>();

    /** A mail that the server answers for. */
    public record Taken(String recipient, String messageId) {}

    /**
     * Starts a server on a free port.
     *
     * @param rule the answer to an address, of a sender or a recipient
     */
    public ScriptedSmtp(UnaryOperator<String> rule) throws IOException {
        this(rule, Duration.ZERO);
    }

    /**
     * Starts a slow server on a free port.
     *
     * @param rule the answer to an address, of a sender or a recipient
     * @param pause before each letter that it says
     */
    public ScriptedSmtp(UnaryOperator<String> rule, Duration pause) throws IOException {
        this.rule = rule;
        this.pause = pause;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::welcome);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    public int count() {
        return count.get();
    }

    private void welcome() {
        while (!socket.isClosed()) {
            try {
                var guest = socket.accept();
                guest.setTcpNoDelay(true);
                guests.add(guest);
                Thread.startVirtualThread(() -> serve(guest));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket guest) {
        try (guest;
                var in = new BufferedReader(new InputStreamReader(guest.getInputStream(), ISO_8859_1), 65_536);
                var out = guest.getOutputStream()) {
            say(out, "220 scripted");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(MAIL) || line.startsWith(RECIPIENT)) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    var answer = rule.apply(recipient);
                    if (answer.equals(HANG_UP)) {
                        return;
                    }
                    say(out, answer);
                } else if (line.equals("DATA")) {
                    say(out, "354 go on");
                    taken.add(new Taken(recipient, message(in)));
                    count.incrementAndGet();
                    say(out, YES);
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, YES);
                }
            }
        } catch (IOException e) {
            // The guest hung up.
        }
    }

    private static String message(BufferedReader in) throws IOException {
        String id = "";
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            if (id.isEmpty() && line.startsWith(MESSAGE_ID)) {
                id = line.substring(MESSAGE_ID.length()).strip();
            }
        }
        return id;
    }

    private void say(OutputStream out, String line) throws IOException {
        var bytes = (line + "\r\n").getBytes(ISO_8859_1);
        if (pause.isZero()) {
            out.write(bytes);
            return;
        }
        for (var letter : bytes) {
            LockSupport.parkNanos(pause.toNanos());
            out.write(letter);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var guest : guests) {
            guest.close();
        }
    }
}
