package io.glyphstream.processor.settings;

import org.apache.kafka.streams.StreamsConfig;

/** How often an image may be answered when something fails in between. */
public enum Guarantee {
    /** Once: answers, counts and positions are committed together, or not at all. */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2),
    /** Once or more, in the answers as in the counts of them; an answer is visible a little sooner. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE);

    private final String setting;

    Guarantee(String setting) {
        this.setting = setting;
    }

    /** Returns the value of Kafka's {@code processing.guarantee}. */
    public String setting() {
        return setting;
    }
}
