package io.thriftplugins.server;

import io.thriftplugins.MessageService;
import io.thriftplugins.MessageServices;
import java.nio.ByteBuffer;

/** The host's own services as one plugin sees them: those that it was not granted refuse every call. */
final class GrantedServices {

    private GrantedServices() {}

    static MessageServices of(MessageServices services, Grants grants, String plugin) {
        MessageServices seen = MessageServices.NONE;
        for (String name : services.names()) {
            MessageService service = services.find(name);
            if (service != null) {
                seen = seen.add(grants.includeService(name) ? service : new Refused(name, plugin));
            }
        }
        return seen;
    }

    private record Refused(String name, String plugin) implements MessageService {

        @Override
        public Call read(String method, ByteBuffer arguments) {
            throw Grants.refused(plugin, "to call the service '" + name + "'");
        }
    }
}
