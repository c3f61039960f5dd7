/**
 * Numbers: the arithmetic library, its operations by name, and tensors on disk.
 *
 * <p>Nothing outside this package names an operation of the library or knows which backend runs it.
 */
package org.caption4j.tensor;
