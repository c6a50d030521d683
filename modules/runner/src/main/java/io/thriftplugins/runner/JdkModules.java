package io.thriftplugins.runner;

import java.lang.module.ModuleFinder;

/** The modules of the Java runtime itself. */
final class JdkModules {

    private static final ModuleFinder SYSTEM = ModuleFinder.ofSystem();

    private JdkModules() {}

    static boolean contains(String module) {
        return SYSTEM.find(module).isPresent();
    }
}
