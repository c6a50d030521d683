/** A plugin that reads files with rows. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.files;
