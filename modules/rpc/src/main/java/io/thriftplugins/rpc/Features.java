package io.thriftplugins.rpc;

import java.util.HashSet;
import java.util.Set;

/** What peers of this project announce when a plugin registers; described in {@code docs/wire-evolution.md}. */
public final class Features {

    /** The plugin answers only who presents the callback token; the host does so. */
    public static final String CALLBACK_TOKEN = "callback-token";

    /** Any number of connections may be dialled to one callback endpoint, so there is no need for {@code Serve}. */
    public static final String SHARED_ENDPOINT = "shared-endpoint";

    /** Exceptions carry {@code error_code}, field 100. */
    public static final String ERROR_CODE = "error-code";

    /** Objects may have functions, and be passed anywhere; who gets one releases it. */
    public static final String OBJECT_FUNCTIONS = "object-functions";

    /** Bytes may be sent as a value, {@code VariantValue} 100. */
    public static final String BINARY_VALUES = "binary-values";

    /** Blobs may be longer than 2 GiB, and written anywhere. */
    public static final String LARGE_BLOBS = "large-blobs";

    /** There may be services of its own, for connections that {@code Services_Open} has opened. */
    public static final String SERVICES = "services";

    /** Another host may take the plugin over when its own is gone, with {@code TakeOver_Begin} and {@code TakeOver}. */
    public static final String TAKE_OVER = "take-over";

    /** Rows may be read column by column; what a reader wants is applied exactly, see docs/column-batch.md. */
    public static final String COLUMN_BATCHES = "column-batches";

    /**
     * Features that are not to be announced, separated by commas: for tests and measurements of how older peers are
     * treated.
     */
    private static final String WITHOUT = "io.thriftplugins.without";

    /** What this version understands as a host. */
    public static final Set<String> OF_HOST = announced(
            CALLBACK_TOKEN, ERROR_CODE, OBJECT_FUNCTIONS, BINARY_VALUES, LARGE_BLOBS, COLUMN_BATCHES, SERVICES);

    /** What this version understands as a plugin. */
    public static final Set<String> OF_PLUGIN = announced(
            CALLBACK_TOKEN,
            SHARED_ENDPOINT,
            ERROR_CODE,
            OBJECT_FUNCTIONS,
            BINARY_VALUES,
            LARGE_BLOBS,
            COLUMN_BATCHES,
            SERVICES);

    private Features() {}

    private static Set<String> announced(String... names) {
        Set<String> all = new HashSet<>(Set.of(names));
        for (String name : System.getProperty(WITHOUT, "").split(",", -1)) {
            all.remove(name);
        }
        return Set.copyOf(all);
    }
}
