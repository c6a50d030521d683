/** SQL over plugins, with Apache Calcite: a plugin's row sets are tables, its other functions are functions. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.sql;
