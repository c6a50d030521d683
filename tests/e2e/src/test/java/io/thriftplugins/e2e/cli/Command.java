package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program that runs, with what it has printed so far. */
final class Command implements AutoCloseable {

    /** Far beyond what anything here takes on a machine with nothing else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final List<String> out = new CopyOnWriteArrayList<>();
    final List<String> err = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Thread outReader;
    private final Thread errReader;

    private Command(Process process) {
        this.process = process;
        this.outReader = reader(process.getInputStream(), out);
        this.errReader = reader(process.getErrorStream(), err);
    }

    static Command start(ProcessBuilder builder) throws IOException {
        return new Command(builder.start());
    }

    void type(String line) throws IOException {
        OutputStream stdin = process.getOutputStream();
        stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    void awaitOut(String line) {
        await("stdout to have " + line + "; it has " + out + "; stderr has " + err)
                .atMost(PATIENCE)
                .until(() -> out.contains(line));
    }

    /** Waits until so many lines of stderr begin like this. */
    void awaitErr(int count, String begin) {
        await(count + " lines of stderr to begin with " + begin)
                .atMost(PATIENCE)
                .until(() -> err.stream().filter(line -> line.startsWith(begin)).count() >= count);
    }

    /** Waits until a line of stderr has this in it. */
    void awaitInErr(String part) {
        await("stderr to have " + part + "; it has " + err)
                .atMost(PATIENCE)
                .until(() -> err.stream().anyMatch(line -> line.contains(part)));
    }

    /** Waits for the end, and for all that was printed. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the command ends; it printed %s and %s", out, err)
                .isTrue();
        outReader.join();
        errReader.join();
        return process.exitValue();
    }

    /** As the kernel does for Ctrl-C and service managers do. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(lines::add);
                    } catch (IOException | UncheckedIOException e) {
                        lines.add("(" + e + ")");
                    }
                },
                "reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
