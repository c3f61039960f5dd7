/**
 * Data sets on disk: photos with their captions, and the vectors computed from photos.
 *
 * <p>{@link org.caption4j.data.CaptionDataSets} reads captions in the formats the field publishes
 * them in. {@link org.caption4j.data.FeatureFileWriter} and {@link org.caption4j.data.FeatureFile}
 * keep image vectors, so that each photo is encoded once.
 */
package org.caption4j.data;
