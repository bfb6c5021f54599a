package io.glyphstream.learning.service;

import io.glyphstream.trainer.TrainerListener;
import io.glyphstream.trainer.TrainingProgress;

/** How far a training is, in words; written by the training's threads and read by others. */
final class TrainingText implements TrainerListener {

    private volatile String text = "training";

    String text() {
        return text;
    }

    void begin() {
        text = "training";
    }

    @Override
    public void stepDone(TrainingProgress progress) {
        var what = progress.purpose() == TrainingProgress.Purpose.CHOOSING ? "choosing settings" : "training";
        text = what + ": epoch " + progress.epoch() + " of " + progress.epochs();
    }

    @Override
    public void evaluated(int done, int total) {
        text = "measuring: " + done + " of " + total + " held-out images";
    }
}
