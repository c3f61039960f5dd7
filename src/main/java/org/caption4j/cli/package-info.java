/** The command line: parses, calls the floors below, prints. */
package org.caption4j.cli;
