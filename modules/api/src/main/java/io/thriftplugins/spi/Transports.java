package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transports that can be used, found once and then looked up by scheme. Immutable. A provider that fails to load is
 * logged and hides no other.
 */
public final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private final List<TransportProvider> providers;
    private final List<String> broken;

    private Transports(List<TransportProvider> providers, List<String> broken) {
        this.providers = List.copyOf(providers);
        this.broken = List.copyOf(broken);
    }

    /**
     * Finds the transports of the module path or class path, and those of the current thread's context class loader.
     *
     * @return what was found, perhaps nothing
     */
    public static Transports find() {
        Found found = new Found();
        found.add(ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader()));
        found.add(ServiceLoader.load(TransportProvider.class));
        return new Transports(found.providers, found.broken);
    }

    /**
     * Finds the transports of a module layer and its parents.
     *
     * @param layer where to look
     * @return what was found, perhaps nothing
     */
    public static Transports find(ModuleLayer layer) {
        Found found = new Found();
        found.add(ServiceLoader.load(layer, TransportProvider.class));
        return new Transports(found.providers, found.broken);
    }

    /**
     * The schemes that can be used.
     *
     * @return the schemes in the order found
     */
    public List<String> schemes() {
        return providers.stream().map(TransportProvider::scheme).distinct().toList();
    }

    /**
     * The transport for an endpoint.
     *
     * @param endpoint the endpoint
     * @return its transport
     * @throws PluginException with {@link ErrorCode#NO_TRANSPORT} if there is none, naming the artifact to add, or more
     *     than one, naming them
     */
    public TransportProvider forEndpoint(Endpoint endpoint) {
        return forScheme(endpoint.scheme());
    }

    /**
     * The transport for a scheme.
     *
     * @param scheme the scheme in lower case
     * @return its transport
     * @throws PluginException as {@link #forEndpoint} does
     */
    public TransportProvider forScheme(String scheme) {
        List<TransportProvider> matching =
                providers.stream().filter(p -> p.scheme().equals(scheme)).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw new PluginException(
                ErrorCode.NO_TRANSPORT, matching.isEmpty() ? missing(scheme) : ambiguous(scheme, matching));
    }

    private String missing(String scheme) {
        String remedy = switch (scheme) {
            case PipeEndpoint.SCHEME -> "add io.thriftplugins:thrift-plugins-transport-pipe";
            case SocketEndpoint.SCHEME -> "add io.thriftplugins:thrift-plugins-transport-socket";
            default -> "add the artifact that provides " + TransportProvider.class.getName() + " for it";
        };
        return "There is no transport for '" + scheme + "'; " + remedy + " to the module path or class path. Found: "
                + (providers.isEmpty() ? "none" : String.join(", ", schemes()))
                + (broken.isEmpty() ? "" : "; failed to load: " + String.join(", ", broken));
    }

    private static String ambiguous(String scheme, List<TransportProvider> matching) {
        return "There is more than one transport for '" + scheme + "': "
                + matching.stream().map(p -> p.getClass().getName()).collect(Collectors.joining(", "))
                + "; remove all but one";
    }

    /** What a search has found so far; the same class found on two ways counts once. */
    private static final class Found {

        private final List<TransportProvider> providers = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();

        void add(ServiceLoader<TransportProvider> loader) {
            Iterator<ServiceLoader.Provider<TransportProvider>> candidates =
                    loader.stream().iterator();
            int failures = 0;
            // A broken entry may fail in hasNext() too; the iterator then stands behind it. The bound is for an
            // iterator
            // that would not move on.
            while (failures < 100) {
                try {
                    if (!candidates.hasNext()) {
                        return;
                    }
                    addOnce(candidates.next());
                } catch (ServiceConfigurationError | LinkageError e) {
                    failures++;
                    broken.add(String.valueOf(e.getMessage()));
                    LOG.warn("A transport failed to load and is left out", e);
                }
            }
        }

        private void addOnce(ServiceLoader.Provider<TransportProvider> candidate) {
            @Nullable Class<?> type = candidate.type();
            if (providers.stream().noneMatch(p -> p.getClass() == type)) {
                providers.add(candidate.get());
            }
        }
    }
}
