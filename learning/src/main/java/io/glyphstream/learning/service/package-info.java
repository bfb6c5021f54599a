/**
 * The trainer service: it counts new labels, trains on a window of the log, lets the gate decide, and watches what it promoted.
 * All that it knows is on Kafka.
 *
 * <p>Read first: {@link io.glyphstream.learning.service.TrainerService}, {@link io.glyphstream.learning.service.ActiveTrainer},
 * {@link io.glyphstream.learning.service.TrainingTrigger}, {@link io.glyphstream.learning.service.DriftWatch},
 * {@link io.glyphstream.learning.service.PromotionWatch}.
 */
@NullMarked
package io.glyphstream.learning.service;

import org.jspecify.annotations.NullMarked;
