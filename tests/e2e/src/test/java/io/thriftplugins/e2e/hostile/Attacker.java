package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** A peer that means no good, at an endpoint of a host or of a plugin. */
final class Attacker {

    private static final int CALLS = 12;

    private final Endpoint endpoint;
    private final SplittableRandom random;
    private final String service;
    private final WildCalls calls;
    private final Mutations mutations;

    /**
     * An attacker.
     *
     * @param service the service there, as it is called on the wire
     * @param type its generated interface
     * @param token a valid token, or null
     */
    Attacker(Endpoint endpoint, SplittableRandom random, String service, Class<?> type, @Nullable Long token) {
        this.endpoint = endpoint;
        this.random = random;
        this.service = service;
        this.calls = new WildCalls(random, service, type, token);
        this.mutations = new Mutations(random);
    }

    /** SplittableRandom bytes, without and with a length in front. */
    void randomBytes(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            try (RawConnection connection = new RawConnection(endpoint)) {
                byte[] bytes = new byte[random.nextInt(2000)];
                random.nextBytes(bytes);
                connection.send(random.nextBoolean() ? bytes : Message.frame(bytes, bytes.length));
                finish(connection);
            }
        }
    }

    /** Calls of all methods with wild values. */
    void wildCalls(int connections) throws IOException, TException {
        for (int i = 0; i < connections; i++) {
            List<byte[]> frames = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                frames.add(calls.next());
            }
            send(frames);
        }
    }

    /** Some calls, of which one or more are damaged. */
    void mutations(int connections) throws IOException, TException {
        for (int i = 0; i < connections; i++) {
            List<byte[]> frames = new ArrayList<>();
            for (int call = random.nextInt(4); call >= 0; call--) {
                byte[] frame = calls.next();
                frames.add(random.nextInt(3) == 0 ? frame : mutations.mutate(frame));
            }
            send(frames);
        }
    }

    /** Depth, and sizes with nothing behind them. */
    void bombs() throws IOException, TException {
        for (byte[] bomb : Bombs.all(service, random)) {
            try (RawConnection connection = new RawConnection(endpoint)) {
                connection.send(bomb);
                finish(connection);
            }
        }
    }

    /** Connections that end in the middle of a message, or are left open at this side. */
    void halfOpen(int connections) throws IOException, TException {
        List<RawConnection> left = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            RawConnection connection = new RawConnection(endpoint);
            left.add(connection);
            byte[] frame = calls.next();
            connection.send(java.util.Arrays.copyOf(frame, random.nextInt(frame.length)));
            if (random.nextBoolean()) {
                connection.end();
            }
        }
        // Those of which half a message has come are closed by the other side when their time is over.
        for (RawConnection connection : left) {
            connection.awaitEnd();
            connection.close();
        }
    }

    /** Messages that come byte by byte, over many connections, for longer than anybody may take to say who it is. */
    void slow(int connections, long nanos) throws IOException, TException {
        List<RawConnection> open = new ArrayList<>();
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(new RawConnection(endpoint));
            frames.add(Message.frame(new byte[64], 64));
        }
        long from = System.nanoTime();
        boolean anyOpen = true;
        for (int at = 0; anyOpen && System.nanoTime() - from < nanos; at++) {
            anyOpen = false;
            for (int i = 0; i < connections; i++) {
                byte[] frame = frames.get(i);
                anyOpen |= at < frame.length - 1 && open.get(i).send(frame[at]);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(nanos / 50);
        }
        for (RawConnection connection : open) {
            connection.awaitEnd();
            connection.close();
        }
    }

    /** Connections that say nothing; to be closed by the caller. */
    List<RawConnection> silent(int connections) throws IOException {
        List<RawConnection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(new RawConnection(endpoint));
        }
        return open;
    }

    /** All of them are made before, so that they depend on the seed alone, not on when the other side closes. */
    private void send(List<byte[]> frames) throws IOException {
        try (RawConnection connection = new RawConnection(endpoint)) {
            for (byte[] frame : frames) {
                if (!connection.send(frame)) {
                    break;
                }
            }
            finish(connection);
        }
    }

    private static void finish(RawConnection connection) throws IOException {
        connection.end();
        connection.awaitEnd();
    }
}
