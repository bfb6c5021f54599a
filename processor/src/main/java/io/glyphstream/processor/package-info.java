/**
 * Images and models into predictions and running accuracy: the topology of Kafka Streams and the service around it.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.processor.ImageProcessor}: a running processor, from its start to its end.
 *   <li>{@code ClassificationTopology}: all steps on one page, with a picture.
 *   <li>{@code Classify}: the step that gives every image its outcome.
 *   <li>{@code Tally}: the step that counts right answers.
 *   <li>{@code FailurePolicy}: what happens when a stream thread dies.
 * </ul>
 *
 * <p>The packages beneath this one do not see it, and use no Kafka Streams: {@code settings}, {@code lifecycle},
 * {@code metrics}, {@code scoring}, {@code resume} and {@code status}.
 */
@NullMarked
package io.glyphstream.processor;

import org.jspecify.annotations.NullMarked;
