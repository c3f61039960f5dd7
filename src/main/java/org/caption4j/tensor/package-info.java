/**
 * Numbers: the ND4J operations that the floors above are built from, and tensors in files.
 *
 * <p>Names of ND4J operations stand in this package only; everyone else sees arrays and what is
 * done to them.
 */
package org.caption4j.tensor;
