package io.thriftplugins.rpc;

import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over which the peer makes calls, one at a time. One thread reads a call, runs it and writes the reply.
 *
 * <p>While it runs nobody reads, so nobody would see that the caller has given up and closed the connection. A call
 * that takes long is therefore relieved: another thread takes over reading. If it reads the end, it interrupts the
 * thread that runs the call; if it reads the next call, it waits for the first one to end and goes on in its place.
 * Short calls pay nothing but a deadline that is set and called off.
 */
final class InboundConnection implements Runnable {

    /** From when on a call is long: late enough to be rare, early enough for a caller who gave up. */
    private static final long RELIEF_NANOS = 20_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(InboundConnection.class);

    private final RpcListener owner;
    private final FrameConnection frames;
    private final MessageMemory memory;
    private final CallServer calls;
    private final Session session;
    private final Deadline relief;
    private final Deadline greeting;
    private final long longestWait;

    /** Later by the time for which the peer had to wait for memory. */
    private final AtomicLong greetBefore;

    /** Whether a call has presented a valid token. */
    private volatile boolean greeted;

    /** For the thread that runs a call: how many more may be made without a valid token. */
    private int unknownCallsLeft;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition callEnded = lock.newCondition();

    /** Guarded by the lock: the thread that runs a call, or null. */
    private @Nullable Thread running;

    /** Guarded by the lock: the memory that the arguments of the call that runs have taken, or null. */
    private MessageMemory.@Nullable Taken arguments;

    /** Guarded by the lock: whether another thread reads in place of the one that runs a call. */
    private boolean relieved;

    InboundConnection(RpcListener owner, TransportConnection transport, Rpc rpc, ServiceTable services) {
        this.owner = owner;
        this.frames = new FrameConnection(transport, rpc.limits(), rpc.watcher());
        this.memory = new MessageMemory(owner.quota(), frames::isOpen, this::waits, this::waited);
        frames.limitPeer(rpc.watcher(), memory);
        this.session =
                new Session(transport.peer(), transport.peerIdentity(), this::abort, owner::hasSpare, this::greeted);
        this.calls = new CallServer(frames, rpc.limits(), services, session, this::callBegins);
        this.relief = rpc.watcher().deadline(() -> relieve(rpc));
        this.greeting = rpc.watcher().deadline(this::close);
        this.longestWait = 2 * rpc.limits().time(Limit.FRAME_TIMEOUT).toNanos();
        this.greetBefore = new AtomicLong(Clock.after(rpc.limits().time(Limit.GREETING_TIMEOUT)));
        this.unknownCallsLeft = rpc.limits().number(Limit.MAX_UNKNOWN_CALLS);
        greeting.arm(greetBefore.get());
    }

    /** Serves until the connection ends, or until this thread was relieved and its call is done. */
    @Override
    public void run() {
        try {
            while (frames.read()) {
                if (!awaitTurn()) {
                    frames.giveBack();
                    return;
                } else if (!serveOne()) {
                    return;
                }
            }
            LOG.trace("{} closed its connection", session.peer());
        } catch (IOException | TException | PluginException e) {
            LOG.debug("The connection from {} ends: {}", session.peer(), e.toString());
            if (!greeted && e instanceof PluginException) {
                owner.misunderstood(session.peer(), String.valueOf(e.getMessage()));
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The connection from {} ends", session.peer(), e);
        }
        close();
        frames.giveBack();
    }

    /** Returns whether this thread is to read on. */
    private boolean serveOne() throws IOException, TException {
        boolean goOn;
        boolean usable = false;
        try {
            usable = calls.serve();
        } finally {
            session.replied();
            usable &= greeted || mayGoOn();
            if (!usable) {
                close();
            }
            relief.disarm();
            if (!greeted) {
                greeting.arm(greetBefore.get());
            }
            boolean reads = callEnds();
            goOn = reads && usable;
            if (reads && !usable) {
                frames.giveBack();
            }
        }
        return goOn;
    }

    /** The peer is known from here on, however long its first call takes; it takes no stranger's place. */
    private void greeted(ObjectSpace space) {
        greeted = true;
        greeting.disarm();
        memory.takeFrom(space.quota());
        owner.greeted(this);
    }

    /** A call of a stranger has ended; returns whether it may make another one. */
    private boolean mayGoOn() {
        unknownCallsLeft--;
        return unknownCallsLeft > 0 && !session.isRefused();
    }

    /** Closes the connection if it has not presented a valid token and waits for no answer; false if it has or does. */
    boolean closeIfSilent() {
        return greeting.fireNow();
    }

    /** Whether the peer has announced a message for which there is no memory yet. */
    boolean waitsForMemory() {
        return memory.isWaiting();
    }

    /** As {@link MessageMemory#handOverStalled}; the connection is closed then. */
    MessageMemory.@Nullable Taken closeIfStalled(PeerQuota from) {
        MessageMemory.Taken stalled = memory.handOverStalled(from);
        if (stalled != null) {
            LOG.debug("The connection from {} ends: others need the memory of its message", session.peer());
            close();
        }
        return stalled;
    }

    /** Who has to wait is not silent, but can still make room for others. */
    private void waits() {
        expectGreeting(Math.max(greetBefore.get(), Clock.now() + longestWait));
    }

    private void waited(long nanos) {
        expectGreeting(greetBefore.addAndGet(nanos));
    }

    /** Unless a call is running, of which nobody knows yet whether it is one. */
    private void expectGreeting(long before) {
        if (greeting.at() != Clock.NEVER && greeting.disarm()) {
            greeting.arm(before);
            if (greeted) {
                greeting.disarm();
            }
        }
    }

    private void callBegins() {
        if (!greeted) {
            // Who waits for an answer is not silent: a registration may take its time.
            greeting.disarm();
        }
        lock.lock();
        try {
            running = Thread.currentThread();
            // Before another thread reads the next message, which would give it back.
            arguments = memory.handOver();
        } finally {
            lock.unlock();
        }
        relief.arm(Clock.after(RELIEF_NANOS));
    }

    /** Returns false if another thread reads now. */
    private boolean callEnds() {
        MessageMemory.Taken free;
        boolean reading;
        lock.lock();
        try {
            running = null;
            free = arguments;
            arguments = null;
            reading = !relieved;
            relieved = false;
            callEnded.signalAll();
        } finally {
            lock.unlock();
        }
        if (free != null) {
            free.giveBack();
        }
        return reading;
    }

    private void relieve(Rpc rpc) {
        lock.lock();
        try {
            if (running == null || relieved) {
                return;
            }
            relieved = true;
            rpc.threads().execute(this::readInstead);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Without another thread this one reads on when its call is done.
            relieved = false;
        } finally {
            lock.unlock();
        }
    }

    private void readInstead() {
        run();
        // The peer ended, or this side closed: whoever still runs a call on this connection does so for nobody.
        if (!frames.isOpen()) {
            lock.lock();
            try {
                if (running != null && running != Thread.currentThread()) {
                    running.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * A peer that sends a call before the reply to the last one has come waits, as it does for anything else. Returns
     * false if the connection was closed meanwhile.
     */
    private boolean awaitTurn() {
        lock.lock();
        try {
            while (running != null) {
                callEnded.await();
            }
            return frames.isOpen();
        } catch (InterruptedException e) {
            close();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection; a call that runs goes on but is interrupted if it was relieved. */
    void close() {
        greeting.close();
        relief.close();
        frames.close();
        owner.closed(this, session);
    }

    /** Closes the connection and interrupts the call that runs, unless that does this. */
    void abort() {
        close();
        lock.lock();
        try {
            if (running != null && running != Thread.currentThread()) {
                running.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
