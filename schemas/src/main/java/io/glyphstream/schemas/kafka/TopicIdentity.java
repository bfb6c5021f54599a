package io.glyphstream.schemas.kafka;

import org.apache.kafka.common.Uuid;

/**
 * What stays as it is for as long as nobody changes a topic by hand.
 *
 * @param id another one once the topic was deleted and created again under the same name
 * @param copies how many brokers have the partition that fewest have, whether they run or not
 */
public record TopicIdentity(Uuid id, int partitions, int copies) {}
