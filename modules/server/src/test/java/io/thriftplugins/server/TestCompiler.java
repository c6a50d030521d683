package io.thriftplugins.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles small modules for tests, with this JDK's compiler. */
final class TestCompiler {

    private TestCompiler() {}

    /** What a plugin's author compiles against, wherever this build has it. */
    static List<Path> modulePathOfThisTest() {
        return Stream.of(System.getProperty("jdk.module.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    static void compile(Path sources, Path classes, List<Path> modulePath) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(List.of("-d", classes.toString()));
        if (!modulePath.isEmpty()) {
            command.add("--module-path");
            command.add(modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> command.add(file.toString()));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("The test's module does not compile: " + output);
        }
    }
}
