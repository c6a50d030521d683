package io.thriftplugins.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.TransportKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes key material as an operator does: with the JDK's keytool, in files. */
public final class KeyTool {

    private static final String PASSWORD = "only a test's";

    private final Path directory;

    public KeyTool(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(passwordFile(), PASSWORD + "\n");
    }

    /** A key with a certificate that it signs itself, for 127.0.0.1. */
    public void make(String name) throws Exception {
        run(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-alias",
                name,
                "-keystore",
                store(name).toString());
        run(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store(name).toString(),
                "-file",
                certificate(name).toString());
    }

    public Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    public Path passwordFile() {
        return directory.resolve("password");
    }

    /** The private key as other languages read it. */
    public Path privateKey(String name) throws IOException {
        String text =
                Base64.getMimeEncoder().encodeToString(load(name).privateKey().getEncoded());
        return Files.writeString(
                directory.resolve(name + ".key"),
                "-----BEGIN PRIVATE KEY-----\n" + text.replace("\r", "") + "\n-----END PRIVATE KEY-----\n");
    }

    public TransportKeys load(String name) {
        return TransportKeys.load(store(name), PASSWORD.toCharArray());
    }

    /** What a plugin's process is told. */
    public List<String> arguments(String name, String trusted) {
        return List.of(
                "--tls-keys=" + store(name),
                "--tls-password-file=" + passwordFile(),
                "--tls-trust=" + certificate(trusted));
    }

    private void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storetype", "PKCS12", "-storepass:file", passwordFile().toString()));
        Path output = Files.createTempFile(directory, "keytool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
