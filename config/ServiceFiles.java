import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Writes {@code META-INF/services} from the {@code provides} clauses of a compiled module descriptor, so that what is
 * found on the module path is found on the class path too. Argument: the directory with {@code module-info.class}.
 */
final class ServiceFiles {

    private ServiceFiles() {}

    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        Path services = classes.resolve("META-INF").resolve("services");
        for (ModuleDescriptor.Provides provides : read(classes).provides()) {
            Files.createDirectories(services);
            Files.writeString(services.resolve(provides.service()), String.join("\n", provides.providers()) + "\n");
        }
    }

    private static ModuleDescriptor read(Path classes) throws IOException {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (NoSuchFileException e) {
            throw new IOException("No module-info.class in " + classes + ": only modules can use ServiceFiles", e);
        }
    }
}
