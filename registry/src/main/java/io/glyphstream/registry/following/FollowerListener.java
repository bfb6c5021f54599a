package io.glyphstream.registry.following;

/**
 * Listens to a {@link ModelFollower}, on the follower's thread.
 *
 * <p>What it throws is logged and goes no further.
 */
public interface FollowerListener {
    /** The models in service changed; {@link ModelFollower#current()} returns the new ones already. */
    default void swapped(Swap swap) {}

    /** A version was found unfit to serve. Called once for each version and reason. */
    default void rejected(Rejection rejection) {}

    /** A record on one of the followed topics means nothing, and was passed over. */
    default void unreadable(String topic, long offset, String reason) {}

    /** The follower cannot follow, for this reason, or follows again. {@link ModelFollower#status()} returns this already. */
    default void followingChanged(FollowerStatus status) {}

    /** Returns a listener that does nothing. */
    static FollowerListener silent() {
        return new FollowerListener() {};
    }
}
