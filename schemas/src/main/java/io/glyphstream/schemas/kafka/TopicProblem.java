package io.glyphstream.schemas.kafka;

/**
 * One way in which a topic is not as it has to be.
 *
 * @param topic the topic's name
 * @param finding what is wrong, with the value
 * @param fix the command that puts it right
 */
public record TopicProblem(String topic, String finding, String fix) {}
