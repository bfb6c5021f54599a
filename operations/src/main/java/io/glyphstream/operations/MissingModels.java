package io.glyphstream.operations;

import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions that should serve and are not on the models topic: it was deleted, or is an older copy. */
public final class MissingModels {

    private MissingModels() {}

    /** Returns the champion and the challengers in force that are not there, known by their digests. */
    public static List<ModelReference> in(Optional<Deployment> current, ModelCatalog catalog) {
        return current.stream()
                .flatMap(deployment -> Stream.concat(
                        Stream.ofNullable(deployment.getChampion()), deployment.getChallengers().stream()))
                .filter(reference -> catalog.find(reference).isEmpty())
                .toList();
    }

    /** Returns a sentence about one that is missing. */
    public static String sentence(ModelReference reference, Topics topics) {
        return References.text(reference) + " (SHA-256 " + Digests.hex(reference.getSha256())
                + ") is to serve, but is not on " + topics.models().name();
    }
}
