package io.laurel.ingress;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A name server on the loopback that knows what a test has told it; over TCP too, for what a datagram cannot hold. */
final class TestNameServer implements AutoCloseable {

    private static final int TTL = 60;
    private static final int MOST_IN_A_DATAGRAM = 512;

    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Map<Name, List<List<String>>> texts = new ConcurrentHashMap<>();
    private final Map<Name, Name> aliases = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failures = new ConcurrentHashMap<>();
    private final AtomicInteger lost = new AtomicInteger();

    TestNameServer() throws IOException {
        connections = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        datagrams = new DatagramSocket(connections.getLocalPort(), InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answerDatagrams);
        Thread.ofVirtual().start(this::answerConnections);
    }

    String address() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    /** Each text in the pieces that the record has. */
    void text(String name, List<List<String>> records) {
        failures.remove(name(name));
        texts.put(name(name), records);
    }

    void alias(String name, String target) {
        aliases.put(name(name), name(target));
    }

    void failure(String name, int rcode) {
        failures.put(name(name), rcode);
    }

    /** Swallows that many questions. */
    void lose(int questions) {
        lost.set(questions);
    }

    private void answerDatagrams() {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        try {
            while (true) {
                packet.setLength(4_096);
                datagrams.receive(packet);
                if (lost.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    continue;
                }
                var bytes = answer(Arrays.copyOf(packet.getData(), packet.getLength()), MOST_IN_A_DATAGRAM);
                datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerConnections() {
        while (true) {
            try (var connection = connections.accept();
                    var in = new DataInputStream(connection.getInputStream());
                    var out = new DataOutputStream(connection.getOutputStream())) {
                var bytes = answer(in.readNBytes(in.readUnsignedShort()), Message.MAXLENGTH);
                out.writeShort(bytes.length);
                out.write(bytes);
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] answer(byte[] question, int most) throws IOException {
        var query = new Message(question);
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        var name = query.getQuestion().getName();
        var alias = aliases.get(name);
        if (alias != null) {
            answer.addRecord(new CNAMERecord(name, DClass.IN, TTL, alias), Section.ANSWER);
            name = alias;
        }
        if (failures.containsKey(name)) {
            answer.getHeader().setRcode(failures.get(name));
        } else if (texts.containsKey(name)) {
            for (var pieces : texts.get(name)) {
                answer.addRecord(new TXTRecord(name, DClass.IN, TTL, pieces), Section.ANSWER);
            }
        } else {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer.toWire(most);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other people's texts, so long that they fit in no datagram. */
    static Stream<List<String>> longTexts() {
        return Stream.of("a", "b", "c").map(letter -> List.of(letter.repeat(250)));
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
    }
}
