package io.thriftplugins.client;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.Session;
import io.thriftplugins.rpc.TakeOverOffer;
import io.thriftplugins.rpc.TakeOverProof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time between two hosts of a plugin that was told to outlive the first one: it waits, refuses who doesn't know its
 * secret or comes while its host lives, and gives up. Safe for use by many threads.
 */
final class Outliving {

    private static final Logger LOG = LoggerFactory.getLogger(Outliving.class);

    /** The number of the host that launched the plugin; each that takes it over has the next one. */
    static final int LAUNCHER = 0;

    /** What the plugin does when hosts come and go. Nothing here may wait for the plugin's author. */
    interface Hosts {

        /**
         * Whether there is no host any more, although nobody has said so yet. Blocks for a moment.
         *
         * @param asking the process that wants to have the plugin
         */
        boolean isLost(long asking);

        /** There is no host any more: leaves the one that there was. */
        void lost(PluginException reason);

        /** Nobody has come in time. */
        void gaveUp();

        /** Registers with another one; leaves everything as it was if that fails. */
        void join(Endpoint endpoint, String token, long pid);

        /** Watches the process of the host that was joined; tells at once if that is gone already. */
        void watch(int number, long pid);
    }

    private final SecureRandom random = new SecureRandom();
    private final String pluginName;
    private final Duration giveUpAfter;
    private final String secret;
    private final Hosts hosts;

    /** Guarded by itself: who has begun. Closed sessions go by themselves. */
    private final Map<Session, TakeOverProof> begun = new WeakHashMap<>();

    /** Guarded by this: completes when another host has come; null while there is one. */
    private @Nullable CompletableFuture<@Nullable Void> another;

    /** Guarded by this: the number of the host that there is, or was last. */
    private int host = LAUNCHER;

    /** Guarded by this: the plugin ends. */
    private boolean gaveUp;

    Outliving(String pluginName, Duration giveUpAfter, String secret, Hosts hosts) {
        this.pluginName = pluginName;
        this.giveUpAfter = giveUpAfter;
        this.secret = secret;
        this.hosts = hosts;
    }

    /**
     * A host is gone: waits for another one, on a thread of its own. Nothing happens if that is known already, or
     * another one has come since. Doesn't block.
     *
     * @param number which host
     */
    synchronized void begin(int number) {
        if (another != null || number != host) {
            return;
        }
        CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
        Thread thread = new Thread(() -> await(waiting), "thrift-plugins-without-host");
        thread.setDaemon(true);
        // First of all: whatever goes wrong from here on, the plugin gives up in the end.
        thread.start();
        another = waiting;
        hosts.lost(new PluginException(
                ErrorCode.HOST_GONE,
                "The host of the plugin '" + pluginName + "' is gone. It waits for another one until "
                        + Instant.now().plus(giveUpAfter) + ", and can't call any until then"));
    }

    @SuppressWarnings("ReferenceEquality") // this wait, or a later one
    private void await(CompletableFuture<@Nullable Void> waiting) {
        try {
            waiting.get(giveUpAfter.toNanos(), TimeUnit.NANOSECONDS);
            return;
        } catch (TimeoutException e) {
            LOG.debug("No other host has come for the plugin '{}' in {}", pluginName, giveUpAfter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.debug("The wait for another host has failed", e);
        }
        // A host that is about to take over may still finish: then there is nothing to give up.
        synchronized (this) {
            if (another != waiting) {
                return;
            }
            gaveUp = true;
        }
        hosts.gaveUp();
    }

    byte[] begin(Session session, byte[] nonce) {
        if (nonce.length != TakeOverProof.NONCE) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The nonce has " + nonce.length + " bytes; send " + TakeOverProof.NONCE + " random ones");
        }
        byte[] own = new byte[TakeOverProof.NONCE];
        random.nextBytes(own);
        TakeOverProof proof = new TakeOverProof(secret, nonce, own);
        synchronized (begun) {
            begun.put(session, proof);
        }
        return proof.answer();
    }

    void takeOver(Session session, TakeOverOffer offer) {
        TakeOverProof proof;
        synchronized (begun) {
            proof = begun.remove(session);
        }
        if (proof == null
                || !TakeOverProof.same(proof.ofHost(offer.endpoint(), offer.token(), offer.pid()), offer.proof())) {
            throw new PluginException(
                    ErrorCode.TAKE_OVER_REFUSED,
                    "The host has not proven that it knows the secret of the plugin '" + pluginName + "'");
        }
        join(Endpoint.parse(offer.endpoint()), offer.token(), offer.pid());
    }

    /** One at a time; whoever comes second finds that there is a host. */
    synchronized void join(Endpoint endpoint, String token, long pid) {
        if (another == null && hosts.isLost(pid)) {
            begin(host);
        }
        CompletableFuture<@Nullable Void> waiting = another;
        if (gaveUp) {
            // Not the refusal of a plugin that has another host: this one is for nobody.
            throw new PluginException(
                    ErrorCode.CLOSED,
                    "The plugin '" + pluginName + "' has waited for another host for " + giveUpAfter + " and ends");
        } else if (waiting == null) {
            throw new PluginException(
                    ErrorCode.TAKE_OVER_REFUSED,
                    "The plugin '" + pluginName + "' has a host that lives; it can be taken over when that is gone");
        }
        hosts.join(endpoint, token, pid);
        host++;
        another = null;
        waiting.complete(null);
        // Only now: a host that is gone already is one to be waited after again.
        hosts.watch(host, pid);
    }
}
