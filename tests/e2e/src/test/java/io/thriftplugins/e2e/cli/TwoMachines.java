package io.thriftplugins.e2e.cli;

import io.thriftplugins.e2e.kit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two machines with an address each, as far as programs can tell: network namespaces with a cable between them. They
 * belong to a process, and are gone with it.
 */
final class TwoMachines implements AutoCloseable {

    static final String HOST = "10.211.0.1";
    static final String PLUGIN = "10.211.0.2";

    private static final String READY = "ready";

    /** The first machine is where it runs. Its /run is its own, so that nobody else sees the name of the second one. */
    private static final String SCRIPT = """
            set -e
            mount -t tmpfs tmpfs /run
            ip netns add plugin
            ip link add eth0 type veth peer name eth0 netns plugin
            ip addr add %s/24 dev eth0
            ip link set eth0 up
            ip link set lo up
            ip -n plugin addr add %s/24 dev eth0
            ip -n plugin link set eth0 up
            ip -n plugin link set lo up
            echo %s
            read end
            """.formatted(HOST, PLUGIN, READY);

    private final Process process;
    private final List<String> enter;

    private TwoMachines(Process process, boolean root) {
        this.process = process;
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process.pid())));
        if (!root) {
            words.addAll(List.of("--user", "--preserve-credentials"));
        }
        words.addAll(List.of("--net", "--mount", "--"));
        this.enter = List.copyOf(words);
    }

    /** Skips the test where namespaces can't be had; on the build server that is a failure. */
    static TwoMachines start() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!root) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("--net", "--mount", "--", "sh", "-c", SCRIPT));
        Path errors = Files.createTempFile("two-machines", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String line = process.inputReader().readLine();
            if (READY.equals(line)) {
                return new TwoMachines(process, root);
            }
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            return missing(Files.readString(errors));
        } catch (IOException e) {
            return missing(e.toString());
        } finally {
            Files.delete(errors);
        }
    }

    private static TwoMachines missing(String why) {
        return Skip.unlessOnBuildServer(
                "Network namespaces can't be made here; that takes Linux, iproute2, util-linux, and root or user"
                        + " namespaces: " + why);
    }

    List<String> onHost(List<String> command) {
        List<String> words = new ArrayList<>(enter);
        words.addAll(command);
        return words;
    }

    List<String> onPlugin(List<String> command) {
        List<String> words = new ArrayList<>(enter);
        words.addAll(List.of("ip", "netns", "exec", "plugin"));
        words.addAll(command);
        return words;
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
