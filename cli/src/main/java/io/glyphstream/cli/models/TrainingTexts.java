package io.glyphstream.cli.models;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.TrainingOutcome;
import java.util.Optional;

/** What became of trainings, in words. */
final class TrainingTexts {

    private TrainingTexts() {}

    /** Returns {@code training 3 (1000 new labels): mlp@3 promoted: ...}. */
    static String sentence(TrainingOutcome outcome) {
        var model = Optional.ofNullable(outcome.getModel())
                .map(reference -> References.text(reference) + " ")
                .orElse("");
        var result = switch (outcome.getResult()) {
            case PROMOTED, HELD -> "";
            case FAILED -> "failed: ";
            case ROLLED_BACK -> "rolled back: ";
        };
        return "training " + outcome.getNumber() + " (" + outcome.getCause() + "): " + model + result
                + outcome.getReason();
    }
}
