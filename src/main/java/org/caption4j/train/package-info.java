/** Learning a decoder from captions: batches, optimiser, schedule, checkpoints, figures. */
package org.caption4j.train;
