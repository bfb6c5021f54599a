package io.glyphstream.learning.service;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.release.Gate;
import java.util.Optional;

/**
 * Everything an operator may set for a trainer service.
 *
 * @param model the name that it publishes under; there is one trainer at work for each
 * @param instance names this one among those for the model
 * @param start where weights begin
 * @param watched on so many labeled images a promoted version is compared with the champion before it; 0 for none
 * @param reference images on which no candidate may be worse than the champion by more than chance allows
 */
public record TrainerSettings(
        String model,
        String instance,
        ModelSpec spec,
        Start start,
        WindowRule window,
        TriggerSettings triggers,
        DriftSettings drift,
        Gate gate,
        long watched,
        int threads,
        Optional<LabeledImages> reference) {

    /** Where the weights of a training begin. */
    public enum Start {
        /** With random ones. */
        AFRESH,
        /** With those of the champion, where it is of the kind that is trained, and that kind has weights; otherwise with random ones. */
        CHAMPION
    }

    public TrainerSettings {
        ModelDraft.checkName(model);
        if (watched < 0) {
            throw new IllegalArgumentException("labels to watch must not be negative but were " + watched);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
        }
    }

    /** Returns these settings with images on which no candidate may be worse than the champion. */
    public TrainerSettings withReference(LabeledImages images) {
        return new TrainerSettings(
                model, instance, spec, start, window, triggers, drift, gate, watched, threads, Optional.of(images));
    }

    /** Returns the name under which it decides. */
    String actor() {
        return "trainer " + instance;
    }
}
