package io.thriftplugins;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The services that one side adds to the framework's, by name. Immutable. */
public final class MessageServices {

    /** No services. */
    public static final MessageServices NONE = new MessageServices(Map.of());

    /** The framework's own, under which each side answers the other (contract 1.5). */
    private static final Set<String> RESERVED = Set.of("plugins-manager", "plugin");

    private final Map<String, MessageService> services;

    private MessageServices(Map<String, MessageService> services) {
        this.services = services;
    }

    /**
     * Adds a service.
     *
     * @param service the service; its name is not empty, has neither {@code :} nor blanks nor control characters, and
     *     is none of the framework's
     * @return these and the new one
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the name is not possible or taken
     */
    public MessageServices add(MessageService service) {
        String name = service.name();
        check(name);
        Map<String, MessageService> more = new LinkedHashMap<>(services);
        if (more.putIfAbsent(name, service) != null) {
            throw refused(name, "there is one of this name already");
        }
        return new MessageServices(more);
    }

    private static void check(String name) {
        if (RESERVED.contains(name)) {
            throw refused(name, "the name is the framework's own");
        }
        if (name.isEmpty()
                || name.chars().anyMatch(c -> c == ':' || Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw refused(name, "a name is not empty and has no colon, blank or control character");
        }
    }

    private static PluginException refused(String name, String reason) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "The service '" + name + "' can't be added: " + reason + "; choose another");
    }

    /**
     * Finds a service.
     *
     * @param name its name, in exactly this case
     * @return the service, or null
     */
    public @Nullable MessageService find(String name) {
        return services.get(name);
    }

    /**
     * The services' names.
     *
     * @return the names, in the order added
     */
    public List<String> names() {
        return List.copyOf(services.keySet());
    }
}
