package io.glyphstream.verifier;

/**
 * How one partition of an input relates to the outcomes that are there: they may be older than the topic.
 *
 * @param younger whether the topic was deleted and created again after some of the outcomes
 * @param formerAnswers how many of the partition's predictions, the oldest ones, answer the former topic
 * @param end where the partition ended when all outcomes had been read
 */
record Generation(boolean younger, long formerAnswers, long end) {
    /** What is assumed at first: that all outcomes are of the topic that is there. */
    static final Generation FIRST = new Generation(false, 0, Long.MAX_VALUE);
}
