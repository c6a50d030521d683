package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The files in data/, and those that its program makes. */
final class Data {

    private Data() {}

    /** Puts all of them into a directory. */
    static void make(Path directory) throws IOException, InterruptedException {
        Path data = Installed.module().resolve("data");
        Process maker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        data.resolve("TimeZones.java").toString(),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(maker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            maker.destroyForcibly();
        }
        assertThat(maker.exitValue()).isZero();
        for (String file : new String[] {"journey.sql", "journey.txt"}) {
            Files.copy(data.resolve(file), directory.resolve(file));
        }
    }
}
