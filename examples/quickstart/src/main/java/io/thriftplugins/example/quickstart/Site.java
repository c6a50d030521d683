package io.thriftplugins.example.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Markdown files of a folder, and which of their links lead somewhere. */
final class Site {

    private static final Set<String> SKIPPED = Set.of("target", "node_modules");

    private final Path root;
    private final Path output;
    private final List<Page> pages = new ArrayList<>();

    /** The page that is being rendered; plugins ask from other threads. */
    private volatile @Nullable Page current;

    Site(Path root, Path output) throws IOException {
        this.root = root;
        this.output = output;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName() == null
                        ? ""
                        : directory.getFileName().toString();
                boolean skip = !directory.equals(root) && (name.startsWith(".") || SKIPPED.contains(name));
                return skip || directory.equals(output) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        pages.sort(java.util.Comparator.comparing(Page::link));
    }

    private void add(Path file) {
        String link = root.relativize(file).toString().replace('\\', '/').replaceAll("\\.md$", ".html");
        // A page of this name would be taken for the list of all pages.
        String free = link.equals("index.html") ? "index_.html" : link;
        pages.add(new Page(file, output.resolve(free), free));
    }

    Path root() {
        return root;
    }

    Path output() {
        return output;
    }

    List<Page> pages() {
        return List.copyOf(pages);
    }

    void visit(Page page) {
        current = page;
    }

    /** Whether a link of the current page leads to a file in the folder. */
    boolean exists(String target) {
        Page page = current;
        try {
            String path = URI.create(target).getPath();
            if (page == null || path == null || path.isEmpty()) {
                return true;
            }
            Path file = page.source().resolveSibling(path).normalize();
            return file.startsWith(root) && Files.exists(file);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
