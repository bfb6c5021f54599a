package io.glyphstream.console.stream;

import io.glyphstream.schemas.Prediction;

/**
 * An answer, and where it lies on the predictions topic.
 *
 * @param timestamp of the record, in milliseconds since 1970
 */
public record SeenAnswer(int partition, long offset, long timestamp, Prediction prediction) {}
