package io.glyphstream.processor;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/*
 * Kafka Streams offers no call before a commit, and a tally needs one: to write its counts for every image, only so that they
 * are there when the next commit comes, costs more than all the rest of the step. What Streams does before a commit is to
 * flush the caches of its stores, so that their content is part of the commit. This store has no content; its "cache" is
 * whatever the step wants to have stored. `CachedStateStore` is internal to Streams: it is used here and nowhere else, a test
 * shows that it is called when it must be, and the version of Kafka is pinned.
 *
 * It must not be used to forward records: what is forwarded here is not counted by the steps that follow.
 */
/** A store that keeps nothing and runs an action of its task's before every commit, within the commit's transaction. */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private Runnable action = () -> {};
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** Returns what makes a hook for each task, under this name. */
    static StoreBuilder<CommitHook> builder(String name) {
        return new Builder(name);
    }

    /** Sets what is done before every commit that follows. */
    void beforeCommit(Runnable newAction) {
        action = Objects.requireNonNull(newAction);
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public void clearCache() {}

    @Override
    public boolean setFlushListener(@Nullable CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    /** The action goes too: what a closed task has counted since its last commit must not be stored. */
    @Override
    public void close() {
        action = () -> {};
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private record Builder(String name) implements StoreBuilder<CommitHook> {
        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a commit hook has no content to log");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
