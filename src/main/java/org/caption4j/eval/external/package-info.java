/**
 * METEOR and SPICE, which are their authors' Java programs: run as child processes from jars that
 * the user has, with the command lines of coco-caption.
 *
 * <p>A child gets a limit of time and does not outlive whoever asked for the figures, whichever way
 * that ends. What it says on standard error is shown when it fails.
 */
package org.caption4j.eval.external;
