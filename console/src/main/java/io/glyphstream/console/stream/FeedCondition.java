package io.glyphstream.console.stream;

/**
 * How something that the console reads is.
 *
 * @param reason why it is not read, in words; empty while it is
 */
public record FeedCondition(State state, String reason) {

    static final FeedCondition STARTING = new FeedCondition(State.STARTING, "");
    static final FeedCondition READING = new FeedCondition(State.READING, "");

    /** Whether it is read. */
    public enum State {
        STARTING,
        READING,
        /** Kafka does not answer; it is tried again. */
        AWAY,
        /** It is not read any more, until the console starts again. */
        ENDED
    }

    static FeedCondition away(Throwable why) {
        return new FeedCondition(State.AWAY, reason(why));
    }

    static FeedCondition ended(Throwable why) {
        return new FeedCondition(State.ENDED, reason(why));
    }

    private static String reason(Throwable why) {
        var message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message;
    }
}
