package io.thriftplugins.rpc;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls use something one after the other, and lets anybody end what they do with it. Who ends it doesn't wait:
 * if a call is busy with it, that call is interrupted and does the rest.
 */
final class Turns {

    private final Ending ending;

    /** Held while a call uses the thing. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Set by who wants it ended, cleared by who does it. */
    private volatile boolean endWanted;

    /** Who uses it. Guarded by this. */
    private @Nullable Thread user;

    /** Whether the user was interrupted here. Guarded by this. */
    private boolean interrupted;

    Turns(Ending ending) {
        this.ending = ending;
    }

    /** Uses the thing when nobody else does. */
    <T> T take(Callable<T> action) throws Exception {
        turn.lockInterruptibly();
        try {
            endIfWanted();
            begin();
            try {
                return action.call();
            } finally {
                done();
            }
        } finally {
            turn.unlock();
            endIfFree();
        }
    }

    /** Ends it, or has it ended by who is busy with it. */
    void end() throws Exception {
        endWanted = true;
        interruptUser();
        endIfFree();
    }

    private synchronized void begin() {
        user = Thread.currentThread();
    }

    /** An interrupt from here was for what is done now, and must not disturb what the thread does next. */
    private synchronized void done() {
        user = null;
        if (interrupted) {
            interrupted = false;
            boolean ignored = Thread.interrupted();
        }
    }

    private synchronized void interruptUser() {
        if (user != null && user != Thread.currentThread()) {
            interrupted = true;
            user.interrupt();
        }
    }

    private void endIfFree() throws Exception {
        while (endWanted && turn.tryLock()) {
            try {
                endIfWanted();
            } finally {
                turn.unlock();
            }
        }
    }

    private void endIfWanted() throws Exception {
        if (endWanted) {
            endWanted = false;
            ending.run();
        }
    }

    /** What is to be done at the end, while nobody uses the thing. */
    @FunctionalInterface
    interface Ending {
        void run() throws Exception;
    }
}
