package io.glyphstream.console.stream;

/** Whom {@link AnswerFeed} tells of answers. Called by the feed's thread, so it must return soon. */
@FunctionalInterface
public interface AnswerListener {

    /** Receives an answer. Those of one partition come in order. */
    void answered(SeenAnswer answer);

    /** Is told that another topic has the name now: what was read before lies nowhere any more. */
    default void topicIsAnother() {}
}
