package io.thriftplugins.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether Linux can execute a file. The JDK hands files that the kernel refuses to {@code /bin/sh}, even binaries
 * for another processor, and the shell's complaints help nobody; so the file is looked at before.
 */
final class ProgramFormat {

    private static final int HEADER = 256;

    /** {@code e_machine} of elf.h. */
    private static final Map<Integer, String> MACHINES = Map.of(
            3,
            "x86",
            40,
            "arm",
            62,
            "x86-64",
            183,
            "aarch64",
            243,
            "riscv",
            258,
            "loongarch",
            21,
            "ppc64",
            22,
            "s390x");

    /** Machines whose programs the other one usually runs as well. */
    private static final Map<Integer, Integer> ALSO_RUNS = Map.of(62, 3, 183, 40);

    private ProgramFormat() {}

    /** Why the file can't be executed, or null if it can as far as its first bytes tell. */
    static @Nullable String problemWith(Path file) {
        if (!OperatingSystem.LINUX) {
            return null;
        }
        byte[] head;
        try {
            head = head(file);
        } catch (IOException e) {
            // A program may be executable and not readable; then the kernel decides.
            return null;
        }
        if (startsWith(head, "#!") || BinaryFormats.handle(file, head)) {
            return null;
        }
        if (!startsWith(head, "\u007fELF")) {
            return head.length == 0
                    ? "it is empty"
                    : "it is neither a program for Linux nor does it begin with '#!' and an interpreter,"
                            + " such as #!/bin/sh";
        }
        return machineProblem(head);
    }

    private static @Nullable String machineProblem(byte[] head) {
        int machine = machine(head);
        try {
            int here = machine(head(Path.of("/proc/self/exe")));
            if (machine == here || ALSO_RUNS.getOrDefault(here, here) == machine) {
                return null;
            }
            return "it is a program for another processor, " + name(machine) + "; this machine is " + name(here);
        } catch (IOException e) {
            return null;
        }
    }

    private static int machine(byte[] head) {
        if (head.length < 20) {
            return 0;
        }
        ByteOrder order = head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Short.toUnsignedInt(ByteBuffer.wrap(head).order(order).getShort(18));
    }

    private static String name(int machine) {
        return MACHINES.getOrDefault(machine, "number " + machine);
    }

    /** The interpreter that a script names, or null if the file is no script. */
    static @Nullable String interpreter(Path file) {
        try {
            byte[] head = head(file);
            if (!startsWith(head, "#!")) {
                return null;
            }
            String text = new String(head, 2, head.length - 2, StandardCharsets.UTF_8);
            String line = text.split("\n", 2)[0].replaceAll("^[ \t]+", "");
            return line.split("[ \t]", 2)[0];
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER);
        }
    }

    private static boolean startsWith(byte[] bytes, String prefix) {
        if (bytes.length < prefix.length()) {
            return false;
        }
        return new String(bytes, 0, prefix.length(), StandardCharsets.ISO_8859_1).equals(prefix);
    }
}
