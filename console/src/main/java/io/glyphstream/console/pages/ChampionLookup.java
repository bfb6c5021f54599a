package io.glyphstream.console.pages;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.operations.MissingModels;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the manifest of the champion, which says what images it takes. Reads only what is new since it was asked last. */
final class ChampionLookup implements AutoCloseable {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    @GuardedBy("this")
    private @Nullable DeploymentLog log;

    @GuardedBy("this")
    private @Nullable ModelCatalog catalog;

    ChampionLookup(KafkaCluster cluster, Topics topics, Clock clock) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Returns the champion's manifest.
     *
     * @throws ApiException when no model is promoted, or it is not there
     */
    synchronized ModelManifest champion() {
        var decisions = log == null ? new DeploymentLog(cluster, topics, clock) : log;
        log = decisions;
        var versions = catalog == null ? new ModelCatalog(cluster, topics) : catalog;
        catalog = versions;
        var champion = decisions
                .current()
                .flatMap(deployment -> Optional.ofNullable(deployment.getChampion()))
                .orElseThrow(() -> new ApiException(
                        409,
                        "no processor could answer what is replayed: no model is promoted",
                        "Promote one: glyphstream models promote NAME@VERSION"));
        return versions.find(champion)
                .orElseThrow(() -> new ApiException(
                        409,
                        MissingModels.sentence(champion, topics),
                        "Publish it again, or promote another version."));
    }

    @Override
    public synchronized void close() {
        if (log != null) {
            log.close();
        }
        if (catalog != null) {
            catalog.close();
        }
    }
}
