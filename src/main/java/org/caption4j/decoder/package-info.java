/**
 * From an image vector to a sentence: the recurrent decoder, its gradient, and beam search.
 *
 * <p>The equations are those of Vinyals et al. 2015 ("Show and Tell") and Karpathy and Fei-Fei
 * 2015, with the image entering once, through {@code W_ih}, into the pre-activations of the first
 * step.
 */
package org.caption4j.decoder;
