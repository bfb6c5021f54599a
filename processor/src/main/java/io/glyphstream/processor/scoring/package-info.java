/**
 * From the records of a poll to an outcome for each: an answer or a refusal. Knows no Kafka Streams.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.processor.scoring.Polls}: cuts polls into slices, and scores ahead of the stream.
 *   <li>{@link io.glyphstream.processor.scoring.Polled}: what the topology is given for the images of a poll.
 *   <li>{@code Slice}: images that are scored together.
 *   <li>{@link io.glyphstream.processor.scoring.Classification}: decides about records by the models in service.
 *   <li>{@link io.glyphstream.processor.scoring.Outcome}: what becomes of a record.
 * </ul>
 */
@NullMarked
package io.glyphstream.processor.scoring;

import org.jspecify.annotations.NullMarked;
