package io.thriftplugins.typed;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions of an interface the other side has, to be told apart from one that it doesn't have at all. */
final class Versions {

    private Versions() {}

    /**
     * The versions that functions belong to.
     *
     * @param functions their names, in upper case
     */
    static Set<Integer> among(InterfaceModel model, Set<String> functions) {
        Pattern versioned = Pattern.compile(Pattern.quote(upper(model.name().base())) + "_V([0-9]{1,9})_.*");
        Set<Integer> versions = new TreeSet<>();
        for (String function : functions) {
            Matcher version = versioned.matcher(function);
            if (version.matches()) {
                versions.add(Integer.valueOf(version.group(1)));
            }
        }
        // Names of the first version have no such mark, and may belong to an interface with a longer name.
        String first = new InterfaceName(model.name().base(), 1).prefix();
        if (model.methods().stream().anyMatch(method -> functions.contains(upper(first + method.name())))) {
            versions.add(1);
        }
        return versions;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
