package io.glyphstream.console.stream;

import io.glyphstream.model.Classifier;
import io.glyphstream.schemas.ModelManifest;

/** A published version as a classifier, with its manifest. */
public record LoadedModel(ModelManifest manifest, Classifier classifier) {}
