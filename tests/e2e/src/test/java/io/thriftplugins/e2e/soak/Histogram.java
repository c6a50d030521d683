package io.thriftplugins.e2e.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many bytes the instances of each class take.
 *
 * @param bytes by class name, as the JVM writes it
 */
record Histogram(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");
    private static final int MOST = 25;

    /** Of what is reachable. */
    static Histogram now() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Map<String, Long> bytes = new HashMap<>();
            String.valueOf(text)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> {
                        bytes.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum);
                    });
            return new Histogram(bytes);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes that have grown most. */
    List<String> growthSince(Histogram before) {
        return bytes.keySet().stream()
                .sorted((a, b) -> Long.compare(growth(before, b), growth(before, a)))
                .limit(MOST)
                .map(name -> growth(before, name) + " bytes more of " + name)
                .toList();
    }

    private long growth(Histogram before, String name) {
        return bytes.getOrDefault(name, 0L) - before.bytes.getOrDefault(name, 0L);
    }
}
