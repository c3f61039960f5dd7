/**
 * Describes whole folders of photos, in a run that may be interrupted at any moment.
 *
 * <p>{@code PhotoWalk} lists photos; they are read, looked at and described in stages ({@link
 * org.caption4j.captioner.DescribedPhotos}); {@link org.caption4j.batch.BatchRun} writes what comes
 * out of it. A {@code RecordFile} holds one record a photo in a {@link
 * org.caption4j.batch.ResultFormat}: whole records survive whatever ends the process, and tell the
 * next run what is done. A photo that cannot be described has a record in a second such file, so
 * that each photo has exactly one in the end.
 */
package org.caption4j.batch;
