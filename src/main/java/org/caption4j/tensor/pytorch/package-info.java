/**
 * Files of tensors as PyTorch saves them.
 *
 * <p>Such a file says in Python's pickle language how its tensors are to be rebuilt, and that
 * language can name any function. Here a list of a few names is understood; nothing that a file
 * names is ever run.
 */
package org.caption4j.tensor.pytorch;
