package org.caption4j.train;

import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.decoder.CellType;

/**
 * What to train on what, and where it goes.
 *
 * @param annotations training captions, as {@code CaptionDataSets.read} takes them
 * @param images folder of their photos
 * @param validationAnnotations captions to stop by
 * @param validationImages folder of their photos
 * @param features file of the training photos' vectors, kept between runs
 * @param validationFeatures the same for the validation photos; may be the same file if the folder
 *     is the same
 * @param out the model's folder; checkpoint, table and curves lie there as well
 * @param cell recurrent cell
 * @param hiddenSize H
 * @param embeddingSize E
 * @param start a model whose words and decoder are trained on, or empty to begin with random
 *     numbers; it brings cell, sizes and vocabulary
 * @param minimumCount occurrences that a word needs to enter the vocabulary
 * @param settings how to train
 */
public record TrainingPlan(
    String annotations,
    Path images,
    String validationAnnotations,
    Path validationImages,
    Path features,
    Path validationFeatures,
    Path out,
    CellType cell,
    int hiddenSize,
    int embeddingSize,
    Optional<ModelBundle> start,
    int minimumCount,
    TrainingSettings settings) {}
