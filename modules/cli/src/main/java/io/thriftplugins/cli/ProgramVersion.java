package io.thriftplugins.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build gave to this module. */
final class ProgramVersion implements IVersionProvider {

    ProgramVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"thrift-plugins " + text()};
    }

    static String text() {
        return Optional.ofNullable(ProgramVersion.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(not built as a module)");
    }
}
