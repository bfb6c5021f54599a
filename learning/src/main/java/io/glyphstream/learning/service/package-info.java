/**
 * The trainer service: it counts new labels, trains on a window of the log, lets the gate decide, and watches what it promoted.
 * All that it knows is on Kafka.
 *
 * <p>Read first: {@link io.glyphstream.learning.service.TrainerService}, {@link io.glyphstream.learning.service.ActiveTrainer},
 * {@link io.glyphstream.learning.service.TrainingTrigger}, {@link io.glyphstream.learning.service.DriftWatch},
 * {@link io.glyphstream.learning.service.PromotionWatch}; what it tells over HTTP begins with
 * {@link io.glyphstream.learning.service.TrainerHealth} and {@link io.glyphstream.learning.service.TrainerMetrics}.
 */
@NullMarked
package io.glyphstream.learning.service;

import org.jspecify.annotations.NullMarked;
