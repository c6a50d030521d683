/** The command line as its users have it: the script of the distribution, in processes of its own. */
package io.thriftplugins.e2e.cli;
