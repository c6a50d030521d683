/** Tests of the files' formats; SQL over the plugin is tested in examples/sql. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.files;
