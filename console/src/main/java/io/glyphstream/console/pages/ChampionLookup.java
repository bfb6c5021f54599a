package io.glyphstream.console.pages;

import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.operations.MissingModels;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Optional;

/** Finds the manifest of the champion, which says what images it takes. */
final class ChampionLookup {

    private final Topics topics;
    private final ModelTopics models;

    ChampionLookup(Topics topics, ModelTopics models) {
        this.topics = topics;
        this.models = models;
    }

    /**
     * Returns the champion's manifest.
     *
     * @throws ApiException when no model is promoted, or it is not there
     */
    ModelManifest champion() {
        var champion = models.log()
                .current()
                .flatMap(deployment -> Optional.ofNullable(deployment.getChampion()))
                .orElseThrow(() -> new ApiException(
                        409,
                        "no processor could answer what is replayed: no model is promoted",
                        "Promote one: glyphstream models promote NAME@VERSION"));
        return models.catalog()
                .find(champion)
                .orElseThrow(() -> new ApiException(
                        409,
                        MissingModels.sentence(champion, topics),
                        "Publish it again, or promote another version."));
    }
}
