package io.thriftplugins.server;

import io.thriftplugins.MessageService;
import io.thriftplugins.MessageServices;

/** The host's own services as one plugin sees them: those that it was granted. */
final class GrantedServices {

    private GrantedServices() {}

    static MessageServices of(MessageServices services, Grants grants) {
        MessageServices seen = MessageServices.NONE;
        for (String name : services.names()) {
            MessageService service = services.find(name);
            if (service != null && grants.includeService(name)) {
                seen = seen.add(service);
            }
        }
        return seen;
    }
}
