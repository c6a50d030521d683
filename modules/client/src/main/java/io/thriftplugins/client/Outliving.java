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

    /** What the plugin does when hosts come and go. */
    interface Hosts {

        /** Looks whether the host lives, as its end may not have been noticed yet. */
        void look();

        /** There is no host any more. */
        void lost(PluginException reason);

        /** Registers with another one; leaves everything as it was if that fails. */
        void join(Endpoint endpoint, String token, long pid);
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

    Outliving(String pluginName, Duration giveUpAfter, String secret, Hosts hosts) {
        this.pluginName = pluginName;
        this.giveUpAfter = giveUpAfter;
        this.secret = secret;
        this.hosts = hosts;
    }

    /**
     * The host is gone: waits for another one, on a thread of its own.
     *
     * @param giveUp run if none comes
     */
    void begin(Runnable giveUp) {
        CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
        synchronized (this) {
            if (another != null) {
                return;
            }
            another = waiting;
        }
        hosts.lost(new PluginException(
                ErrorCode.HOST_GONE,
                "The host of the plugin '" + pluginName + "' is gone. It waits for another one until "
                        + Instant.now().plus(giveUpAfter) + ", and can't call any until then"));
        Thread thread = new Thread(() -> await(waiting, giveUp), "thrift-plugins-without-host");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("ReferenceEquality") // this wait, or a later one
    private void await(CompletableFuture<@Nullable Void> waiting, Runnable giveUp) {
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
        }
        giveUp.run();
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

    /** One at a time; whoever comes second finds that there is a host. */
    synchronized void takeOver(Session session, TakeOverOffer offer) {
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
        hosts.look();
        CompletableFuture<@Nullable Void> waiting = another;
        if (waiting == null) {
            throw new PluginException(
                    ErrorCode.TAKE_OVER_REFUSED,
                    "The plugin '" + pluginName + "' has a host that lives; it can be taken over when that is gone");
        }
        hosts.join(Endpoint.parse(offer.endpoint()), offer.token(), offer.pid());
        another = null;
        waiting.complete(null);
    }
}
