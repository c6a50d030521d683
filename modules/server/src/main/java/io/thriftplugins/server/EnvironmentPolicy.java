package io.thriftplugins.server;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which variables of the host's environment a plugin process sees, and which it gets in addition. Immutable.
 *
 * <p>The host's environment often holds passwords and keys, so hide it from plugins that you trust less than yourself.
 */
public final class EnvironmentPolicy {

    /** What the framework itself sets; the host's own ones, if it is a plugin too, are never handed on. */
    static final String RESERVED_PREFIX = "THRIFT_PLUGINS_";

    /**
     * What a process can hardly do without: where programs are, where the pipes are (both sides derive the socket file
     * from {@code TMPDIR}, contract 1.3), and how its arguments are encoded. Windows has its own.
     */
    private static final List<String> NEEDED = OperatingSystem.WINDOWS
            ? List.of("PATH", "PATHEXT", "SystemRoot", "SystemDrive", "ComSpec", "TEMP", "TMP")
            : List.of("PATH", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private static final EnvironmentPolicy INHERITED = new EnvironmentPolicy(null, Map.of());
    private static final EnvironmentPolicy HIDDEN = new EnvironmentPolicy(Set.of(), Map.of());

    private final @Nullable Set<String> listed;
    private final Map<String, String> added;

    private EnvironmentPolicy(@Nullable Set<String> listed, Map<String, String> added) {
        this.listed = listed;
        this.added = Map.copyOf(added);
    }

    /**
     * All variables of the host; the default, as the contract says (7.2).
     *
     * @return the policy
     */
    public static EnvironmentPolicy inherited() {
        return INHERITED;
    }

    /**
     * None but what a process can hardly do without: {@code PATH}, {@code TMPDIR}, {@code LANG}, {@code LC_ALL}, {@code
     * LC_CTYPE} and {@code TZ}; on Windows {@code PATH}, {@code PATHEXT}, {@code SystemRoot}, {@code SystemDrive},
     * {@code ComSpec}, {@code TEMP} and {@code TMP}.
     *
     * @return the policy
     */
    public static EnvironmentPolicy hidden() {
        return HIDDEN;
    }

    /**
     * Those that {@link #hidden()} leaves, and those with the given names.
     *
     * @param names names of variables, or patterns, in which {@code *} stands for any characters, also none: {@code
     *     LC_*}; those that the host doesn't have are left out
     * @return the policy
     */
    public static EnvironmentPolicy listed(String... names) {
        return new EnvironmentPolicy(Set.copyOf(List.of(names)), Map.of());
    }

    /**
     * Adds a variable, or replaces the host's one of this name.
     *
     * @param name the variable's name; names that begin with {@code THRIFT_PLUGINS_} belong to the framework
     * @param value its value
     * @return a copy
     * @throws IllegalArgumentException if no process can have such a variable, or the name is the framework's
     */
    public EnvironmentPolicy with(String name, String value) {
        String problem = problemWith(name, value);
        if (problem != null) {
            throw new IllegalArgumentException("The environment variable '" + name + "' can't be set: " + problem);
        }
        Map<String, String> variables = new HashMap<>(added);
        variables.put(name, value);
        return new EnvironmentPolicy(listed, variables);
    }

    static @Nullable String problemWith(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            return "a name must not be empty nor contain '=', and neither name nor value a zero character";
        }
        return name.startsWith(RESERVED_PREFIX)
                ? "names that begin with " + RESERVED_PREFIX + " belong to the framework"
                : null;
    }

    /** What a process gets from a host with the given environment. */
    Map<String, String> apply(Map<String, String> host) {
        Map<String, String> variables = new TreeMap<>();
        if (listed == null) {
            variables.putAll(host);
            variables.keySet().removeIf(name -> name.startsWith(RESERVED_PREFIX));
        } else {
            Set<String> names = new LinkedHashSet<>(NEEDED);
            names.addAll(listed);
            NamePatterns patterns = NamePatterns.of(listed.toArray(String[]::new));
            host.keySet().stream().filter(patterns::include).forEach(names::add);
            for (String name : names) {
                String value = host.get(name);
                if (value != null && !name.startsWith(RESERVED_PREFIX)) {
                    variables.put(name, value);
                }
            }
        }
        variables.putAll(added);
        return variables;
    }

    /** Names, not values: those may be secrets. */
    @Override
    public String toString() {
        return "EnvironmentPolicy[" + (listed == null ? "inherited" : "listed " + new TreeSet<>(listed)) + ", added "
                + new TreeSet<>(added.keySet()) + "]";
    }
}
