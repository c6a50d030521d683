package io.thriftplugins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What this module may see. ArchUnit's engine is left out: plain tests need none. */
final class ArchitectureTest {

    private static JavaClasses main;

    @BeforeAll
    static void importMain() throws Exception {
        main = new ClassFileImporter()
                .importPath(Path.of(Plugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @Test
    void nothingButJavaBaseAndSlf4jAndJSpecifyIsSeen() {
        classes()
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are of java.base, SLF4J, JSpecify or this module") {
                    @Override
                    public boolean test(JavaClass type) {
                        String name = type.getBaseComponentType().getName();
                        return type.getBaseComponentType().isPrimitive()
                                || name.startsWith("io.thriftplugins.")
                                || name.startsWith("org.slf4j.")
                                || name.startsWith("org.jspecify.annotations.")
                                || inJavaBase(name);
                    }
                })
                .check(main);
    }

    private static boolean inJavaBase(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return type.getModule().getName().equals("java.base");
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void transportsAreSeenByTheirOwnPackageOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.thriftplugins")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.thriftplugins.spi..")
                .check(main);
    }

    @Test
    void onlySlf4jLogs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.thriftplugins.spi")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .as("Only the search for transports logs")
                .check(main);
    }

    @Test
    void tokensAreComparedInConstantTime() {
        classes()
                .that()
                .haveSimpleName("TokenRegistry")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(main);
    }

    @Test
    void topLevelClassesThatAreNotMeantForExtensionAreFinal() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveSimpleName("PluginException")
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .doNotHaveSimpleName("module-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(main);
    }
}
