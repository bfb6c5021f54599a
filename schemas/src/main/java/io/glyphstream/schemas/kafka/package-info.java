/**
 * What the pipeline asks of a Kafka cluster: topics, rights, open transactions.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.schemas.kafka.Topics}: every topic, its name and the records on it.
 *   <li>{@link io.glyphstream.schemas.kafka.TopicAdministration}: makes the topics, and says what is wrong with those that are there.
 *   <li>{@link io.glyphstream.schemas.kafka.KafkaCluster}: where Kafka is, and what its clients are set to.
 *   <li>{@link io.glyphstream.schemas.kafka.KafkaReply}: waits for what the admin client is to answer.
 *   <li>{@link io.glyphstream.schemas.kafka.Rights}: which rights are needed, and which are missing.
 * </ul>
 */
@NullMarked
package io.glyphstream.schemas.kafka;

import org.jspecify.annotations.NullMarked;
