package io.glyphstream.verifier.topics;

import io.glyphstream.model.Classifier;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the models and deployments topics say. */
public interface PublishedModels {
    /** Returns every deployment that is or was in force, the oldest first. */
    List<Deployment> deployments();

    /** Returns which decision cannot be read as a later release wrote it, if there is one. */
    Optional<String> missedDecision();

    /** Returns the versions that were retired, whose bytes may be gone. */
    Set<ModelReference> retired();

    /** Returns the manifest of exactly this version with exactly this digest. */
    Optional<ModelManifest> find(ModelReference reference);

    /**
     * Returns the model, put together from its chunks and checked as it is before it may serve.
     *
     * @throws InvalidModelException when it must not serve
     */
    Classifier load(ModelManifest manifest) throws InvalidModelException;
}
