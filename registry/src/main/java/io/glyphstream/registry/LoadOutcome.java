package io.glyphstream.registry;

/** What became of the wish to have a version ready to serve. */
sealed interface LoadOutcome<M> {
    /** Ready. */
    record Ready<M>(ServedModel<M> model) implements LoadOutcome<M> {}

    /** Not fit to serve. Only other records on the models topic can change that. */
    record Rejected<M>(String reason) implements LoadOutcome<M> {}

    /** Not published, as far as can be seen now. */
    record Missing<M>(String reason) implements LoadOutcome<M> {}
}
