/**
 * DL4J's zoo on the fast road: its configurations, translated into the program's own networks.
 *
 * <p>The only package that knows DL4J. Its next release removes much of what is used here, so
 * nothing of it shows outside.
 */
package org.caption4j.encoder.zoo;
