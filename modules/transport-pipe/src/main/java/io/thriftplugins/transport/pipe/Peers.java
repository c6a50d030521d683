package io.thriftplugins.transport.pipe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Knows which user this process is, and whether the process at the other end is the same. Principals compare by uid.
 */
final class Peers {

    /** Whether this system has pipes and tells who is at the other end. Windows does not. */
    static final boolean CAN_BE_KNOWN = canBeKnown();

    private final PipeDirectory directory;
    private @Nullable UserPrincipal self;

    Peers(PipeDirectory directory) {
        this.directory = directory;
    }

    /**
     * The user that the system takes this process for, found out by looking at the owner of what it creates: neither
     * the property {@code user.name} nor the owner of {@code /proc/self} can be relied upon.
     */
    synchronized UserPrincipal self() throws IOException {
        if (self == null) {
            try (PrivateDirectory created = PrivateDirectory.create(directory)) {
                self = Files.getOwner(created.path(), LinkOption.NOFOLLOW_LINKS);
            }
            PrivateDirectory.removeAbandoned(directory, self);
        }
        return self;
    }

    private static boolean canBeKnown() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED);
        } catch (IOException e) {
            // No descriptor is left, perhaps; that will show soon enough, where it can be reported.
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** The user of the process that connected, or that began to listen. */
    static UserPrincipal of(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }
}
