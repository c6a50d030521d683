package io.thriftplugins.example.quickstart;

import java.nio.file.Path;

/**
 * One Markdown file.
 *
 * @param source the file
 * @param target the page that becomes of it
 * @param link the page, seen from the index
 */
record Page(Path source, Path target, String link) {}
