/** Black-box tests of the modules' JARs: what they require, show and hide, and how they work together in processes. */
package io.thriftplugins.modules;
