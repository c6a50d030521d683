package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.TransportSearch.Found;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The transports that can be used, found once and then looked up by scheme. Immutable. A provider that fails to load is
 * logged and hides no other.
 */
public final class Transports {

    private final List<Found> found;
    private final List<String> broken;

    private Transports(TransportSearch search) {
        this(search.found(), search.broken());
    }

    private Transports(Collection<Found> found, Collection<String> broken) {
        this.found = List.copyOf(found);
        this.broken = List.copyOf(broken);
    }

    /**
     * Finds the transports of the module path or class path, those of the layer that this module is in, and those of
     * the current thread's context class loader.
     *
     * @return what was found, perhaps nothing
     */
    public static Transports find() {
        TransportSearch search = new TransportSearch();
        search.add(ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader()));
        ModuleLayer layer = Transports.class.getModule().getLayer();
        // The modules of a layer may have a class loader each, from which those of their neighbours aren't seen.
        if (layer != null) {
            search.add(ServiceLoader.load(layer, TransportProvider.class));
        }
        search.add(ServiceLoader.load(TransportProvider.class));
        return new Transports(search);
    }

    /**
     * Finds the transports of a module layer and its parents.
     *
     * @param layer where to look
     * @return what was found, perhaps nothing
     */
    public static Transports find(ModuleLayer layer) {
        TransportSearch search = new TransportSearch();
        search.add(ServiceLoader.load(layer, TransportProvider.class));
        return new Transports(search);
    }

    /**
     * The same transports, proving themselves with the given keys where they do so at all.
     *
     * @param keys what to prove oneself with, and whom to trust
     * @return a copy
     */
    public Transports withKeys(TransportKeys keys) {
        return new Transports(
                found.stream()
                        .map(f -> new Found(f.scheme(), f.provider().withKeys(keys)))
                        .toList(),
                broken);
    }

    /**
     * The schemes that can be used.
     *
     * @return the schemes in the order found
     */
    public List<String> schemes() {
        return found.stream().map(Found::scheme).distinct().toList();
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
        List<Found> matching =
                found.stream().filter(f -> f.scheme().equals(scheme)).toList();
        if (matching.size() == 1) {
            return matching.get(0).provider();
        }
        throw new PluginException(
                ErrorCode.NO_TRANSPORT, matching.isEmpty() ? missing(scheme) : ambiguous(scheme, matching));
    }

    private String missing(String scheme) {
        String remedy = switch (scheme) {
            case PipeEndpoint.SCHEME -> "add io.thriftplugins:thrift-plugins-transport-pipe";
            case SocketEndpoint.SCHEME, TlsEndpoint.SCHEME -> "add io.thriftplugins:thrift-plugins-transport-socket";
            default -> "add the artifact that provides " + TransportProvider.class.getName() + " for it";
        };
        return "There is no transport for '" + scheme + "'; " + remedy + " to the module path or class path. Found: "
                + (found.isEmpty() ? "none" : String.join(", ", schemes()))
                + (broken.isEmpty() ? "" : "; failed to load: " + String.join(", ", broken));
    }

    private static String ambiguous(String scheme, List<Found> matching) {
        return "There is more than one transport for '" + scheme + "': "
                + matching.stream().map(Transports::origin).collect(Collectors.joining(", "))
                + "; remove all but one";
    }

    /** The class and where it is from, since there may be two copies of one. */
    private static String origin(Found transport) {
        Class<?> type = transport.provider().getClass();
        Module module = type.getModule();
        return type.getName() + " (" + (module.isNamed() ? module : type.getClassLoader()) + ")";
    }
}
