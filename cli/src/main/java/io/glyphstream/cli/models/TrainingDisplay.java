package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Texts;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.trainer.TrainingProgress;

/** Shows how far a training is. */
final class TrainingDisplay implements TrainerListener {

    private final ProgressDisplay display;

    TrainingDisplay(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public void stepDone(TrainingProgress progress) {
        display.show(title(progress.purpose()), Math.round(1000 * progress.share()), 1000, Texts.remark(progress));
    }

    @Override
    public void evaluated(int done, int total) {
        display.show("measuring", done, total, "");
    }

    private static String title(TrainingProgress.Purpose purpose) {
        return switch (purpose) {
            case CHOOSING -> "choosing settings";
            case TRAINING -> "training";
        };
    }
}
