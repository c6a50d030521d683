package io.thriftplugins.transport.pipe;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;

/**
 * Refuses a directory where another user could replace our socket file. Only the directory itself is looked at: whoever
 * can replace it from above can keep peers from finding us, but can't pose as us, since peers are asked for their user.
 */
final class DirectoryGuard {

    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int PERMISSIONS = 07777;
    private static final String REMEDY = "; set the environment variable TMPDIR to a directory of your own, mode 0700";

    private final Endpoint endpoint;
    private final Path path;

    DirectoryGuard(Endpoint endpoint, PipeDirectory directory) {
        this.endpoint = endpoint;
        this.path = directory.path();
    }

    /** Checks what has to be true before anything can be created there. */
    void checkUsable() {
        if (!Files.isDirectory(path)) {
            throw refused(path + " is no directory");
        }
        if (!Files.isWritable(path)) {
            throw refused(path + " is not writable by this user");
        }
    }

    /** Checks who else can change what is there. */
    void checkSafe(UserPrincipal self) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:owner,uid,mode");
        Object owner = attributes.get("owner");
        if (!self.equals(owner) && !Integer.valueOf(ROOT).equals(attributes.get("uid"))) {
            throw refused(path + " belongs to the user " + owner + ", who could replace the pipe");
        }
        if (attributes.get("mode") instanceof Integer mode
                && (mode & WRITABLE_BY_OTHERS) != 0
                && (mode & STICKY) == 0) {
            throw refused(path + " has the mode " + Integer.toOctalString(mode & PERMISSIONS)
                    + ": others can write to it, and without the sticky bit could replace the pipe");
        }
    }

    private PluginException refused(String reason) {
        return Unavailable.toListen(endpoint, reason + REMEDY, null);
    }
}
