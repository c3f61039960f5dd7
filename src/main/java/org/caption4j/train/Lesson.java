package org.caption4j.train;

/**
 * A batch to learn.
 *
 * @param pixels [n][3][h][w], flat, as the student reads photos
 * @param opinions the teacher's, of these photos
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Lesson(float[] pixels, Opinions opinions) {}
