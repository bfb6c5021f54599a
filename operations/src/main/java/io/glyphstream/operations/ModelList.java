package io.glyphstream.operations;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions that are published or should serve.
 *
 * @param versions those that can be read, and after them those that are to serve but are missing
 * @param unreadable why others cannot be read, a sentence each: a later release published them
 */
public record ModelList(List<Version> versions, List<String> unreadable) {

    public ModelList {
        versions = List.copyOf(versions);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * One version.
     *
     * @param manifest empty when it is to serve but is not on the models topic
     */
    public record Version(ModelReference reference, ServiceRole role, Optional<ModelManifest> manifest) {}

    /** Returns the versions as they are now. */
    public static ModelList read(KafkaCluster cluster, Topics topics, Clock clock) {
        try (var catalog = new ModelCatalog(cluster, topics);
                var log = new DeploymentLog(cluster, topics, clock)) {
            return read(catalog, log);
        }
    }

    /** Returns the versions as they are now; what was read before is not read again. */
    public static ModelList read(ModelCatalog catalog, DeploymentLog log) {
        var current = log.current();
        var retired = log.retired();
        var published = catalog.manifests().stream()
                .map(manifest -> new Version(
                        manifest.getReference(),
                        ServiceRole.of(manifest.getReference(), current, retired),
                        Optional.of(manifest)));
        var missing = MissingModels.in(current, catalog).stream()
                .map(reference ->
                        new Version(reference, ServiceRole.of(reference, current, retired), Optional.empty()));
        return new ModelList(Stream.concat(published, missing).toList(), catalog.later());
    }

    /** Returns those that are to serve but are not on the models topic. */
    public List<ModelReference> missing() {
        return versions.stream()
                .filter(version -> version.manifest().isEmpty())
                .map(Version::reference)
                .toList();
    }

    /** Returns the share of the held-out images that a version was right on; nothing if it was measured on none. */
    public static Optional<Double> heldOutAccuracy(ModelManifest manifest) {
        var training = manifest.getTraining();
        return training.getHeldOut() == 0
                ? Optional.empty()
                : Optional.of((double) training.getCorrect() / training.getHeldOut());
    }
}
