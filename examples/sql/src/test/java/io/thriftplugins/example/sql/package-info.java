/** Tests of SQL over plugins, which are real processes. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.sql;
