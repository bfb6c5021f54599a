package io.glyphstream.registry.following;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a follower does to the log, and shields the follower from the listener behind it. */
record LoggingListener(FollowerListener listener) implements FollowerListener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);

    @Override
    public void swapped(Swap swap) {
        LOG.info("serving {}", swap.to());
        swap.from()
                .filter(from -> from.deploymentSequence() >= swap.to().deploymentSequence())
                .ifPresent(from ->
                        LOG.warn("went back from {} to {}: the log of deployments was replaced", from, swap.to()));
        tell(() -> listener.swapped(swap));
    }

    @Override
    public void rejected(Rejection rejection) {
        LOG.warn("rejected {}", rejection);
        tell(() -> listener.rejected(rejection));
    }

    @Override
    public void unreadable(String topic, long offset, String reason) {
        LOG.warn("passed over offset {} of {}: {}", offset, topic, reason);
        tell(() -> listener.unreadable(topic, offset, reason));
    }

    @Override
    public void followingChanged(FollowerStatus status) {
        tell(() -> listener.followingChanged(status));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException failure) {
            LOG.error("the follower's listener failed", failure);
        }
    }
}
