package io.thriftplugins;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Issues the two kinds of token, recognizes them, and forgets them. Safe for use by many threads; nothing blocks.
 *
 * <p>Registration tokens are looked up by their SHA-256 and then compared in constant time, so that the time an answer
 * takes tells nothing about a token. The digests of spent tokens are remembered, the last {@value #REMEMBERED} of them,
 * to tell their presenter what happened.
 */
public final class TokenRegistry {

    /** How many tokens may be issued and neither used nor expired at once. */
    public static final int DEFAULT_PENDING_LIMIT = 1024;

    private static final int REMEMBERED = 4096;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final int pendingLimit;
    private final ConcurrentMap<Long, AuthorizationToken> authorized = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private final Map<String, RegistrationToken> pending = new HashMap<>();

    /** Guarded by this: digest to what became of the token, oldest first. */
    private final Map<String, ErrorCode> spent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ErrorCode> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A registry with the system's clock and the default limit. */
    public TokenRegistry() {
        this(InstantSource.system(), DEFAULT_PENDING_LIMIT);
    }

    /**
     * A registry.
     *
     * @param clock tells when tokens expire
     * @param pendingLimit how many registration tokens may wait to be used at once, 1 or more
     */
    public TokenRegistry(InstantSource clock, int pendingLimit) {
        if (pendingLimit < 1) {
            throw new IllegalArgumentException("The limit of pending registrations is 1 or more, not " + pendingLimit);
        }
        this.clock = clock;
        this.pendingLimit = pendingLimit;
    }

    /**
     * Issues a registration token of 256 random bits.
     *
     * @param pluginName the plugin that may register with it
     * @param lifetime how long it can be used, 0 or more; practically for ever if it leads beyond {@link Instant#MAX}
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issue(String pluginName, Duration lifetime) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return issue(pluginName, lifetime, HexFormat.of().formatHex(secret));
    }

    /**
     * Issues a registration token that an operator chose, as debug mode does (contract 16). A token of this value that
     * was used before can be used again; one that is pending is replaced.
     *
     * @param pluginName the plugin that may register with it
     * @param lifetime how long it can be used, 0 or more; practically for ever if it leads beyond {@link Instant#MAX}
     * @param value the secret
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issue(String pluginName, Duration lifetime, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A registration token can't be empty");
        }
        if (lifetime.isNegative()) {
            throw new IllegalArgumentException("A token's lifetime can't be negative: " + lifetime);
        }
        String digest = digest(value);
        synchronized (this) {
            Instant now = expire();
            if (pending.size() >= pendingLimit && !pending.containsKey(digest)) {
                throw new PluginException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "As many registration tokens are pending as the limit "
                                + Limit.MAX_PENDING_REGISTRATIONS.key() + " = " + pendingLimit
                                + " allows; wait until some are used, revoke some, or raise it");
            }
            RegistrationToken token = new RegistrationToken(value, pluginName, end(now, lifetime));
            spent.remove(digest);
            pending.put(digest, token);
            return token;
        }
    }

    private static Instant end(Instant now, Duration lifetime) {
        return lifetime.compareTo(Duration.between(now, Instant.MAX)) >= 0 ? Instant.MAX : now.plus(lifetime);
    }

    /**
     * Uses a registration token up, in one atomic step: of two callers with the same token exactly one succeeds.
     *
     * @param value what a plugin presented
     * @return the token that was issued
     * @throws PluginException with the code that tells unknown, used, expired and revoked tokens apart
     */
    public RegistrationToken consume(String value) {
        // Outside the lock: whoever presents a value also chose how long it is.
        String digest = digest(value);
        ErrorCode code;
        synchronized (this) {
            expire();
            RegistrationToken token = pending.get(digest);
            if (token != null && same(token.value(), value)) {
                pending.remove(digest);
                spent.put(digest, ErrorCode.REGISTRATION_TOKEN_USED);
                return token;
            }
            code = spent.getOrDefault(digest, ErrorCode.REGISTRATION_TOKEN_UNKNOWN);
        }
        throw new PluginException(code, explain(code));
    }

    /**
     * Takes a registration token back, so that nobody can use it any more. Does nothing if it was used, has expired, or
     * was replaced by another one of its value.
     *
     * @param token the token
     * @return true if nobody has used it; false if somebody has, or if it was revoked or replaced before
     */
    public boolean revoke(RegistrationToken token) {
        String digest = digest(token.value());
        synchronized (this) {
            if (pending.remove(digest, token)) {
                spent.put(digest, ErrorCode.REGISTRATION_TOKEN_REVOKED);
                return true;
            }
            return spent.get(digest) == ErrorCode.REGISTRATION_TOKEN_EXPIRED;
        }
    }

    /**
     * Issues an authorization token to a plugin that registered.
     *
     * @param pluginName the plugin
     * @return a token that no other plugin has
     */
    public AuthorizationToken authorize(String pluginName) {
        while (true) {
            long value = random.nextLong() & Long.MAX_VALUE;
            AuthorizationToken token = new AuthorizationToken(value, pluginName);
            if (value != 0 && authorized.putIfAbsent(value, token) == null) {
                return token;
            }
        }
    }

    /**
     * Recognizes an authorization token.
     *
     * @param value what a plugin presented
     * @return the token, or null if it is unknown or revoked
     */
    public @Nullable AuthorizationToken authorized(long value) {
        return authorized.get(value);
    }

    /**
     * Revokes an authorization token: calls that present it are refused from now on. Revoking twice is harmless.
     *
     * @param token the token
     */
    public void revoke(AuthorizationToken token) {
        authorized.remove(token.value(), token);
    }

    /** Looks at all that is pending, which the limit keeps few; returns the time it went by. */
    private Instant expire() {
        Instant now = clock.instant();
        pending.entrySet().removeIf(entry -> {
            boolean over = !now.isBefore(entry.getValue().expiresAt());
            if (over) {
                spent.put(entry.getKey(), ErrorCode.REGISTRATION_TOKEN_EXPIRED);
            }
            return over;
        });
        return now;
    }

    private static String explain(ErrorCode code) {
        return switch (code) {
            case REGISTRATION_TOKEN_USED -> "The registration token was used already; each launch needs a new one";
            case REGISTRATION_TOKEN_EXPIRED ->
                "The registration token has expired; the host must launch the plugin anew";
            case REGISTRATION_TOKEN_REVOKED -> "The registration token was revoked; the host gave up on this launch";
            default -> "The registration token is unknown; take the one that the host issued for this launch";
        };
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
