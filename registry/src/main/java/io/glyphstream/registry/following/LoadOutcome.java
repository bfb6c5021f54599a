package io.glyphstream.registry.following;

import java.util.function.Function;

/** What became of the request for a version that is ready to serve. */
sealed interface LoadOutcome<M> {
    /** Returns what one of the two functions makes of it. */
    <T> T match(Function<ServedModel<M>, T> ready, Function<String, T> unfit);

    /** Ready. */
    record Ready<M>(ServedModel<M> model) implements LoadOutcome<M> {
        @Override
        public <T> T match(Function<ServedModel<M>, T> ready, Function<String, T> unfit) {
            return ready.apply(model);
        }
    }

    /** Not published, or not fit to serve. Only other records on the models topic can change that. */
    record Unfit<M>(String reason) implements LoadOutcome<M> {
        @Override
        public <T> T match(Function<ServedModel<M>, T> ready, Function<String, T> unfit) {
            return unfit.apply(reason);
        }
    }
}
