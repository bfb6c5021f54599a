package io.glyphstream.cli.demo;

import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.learning.service.DriftSettings;
import io.glyphstream.learning.service.ServiceListener;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainerService;
import io.glyphstream.learning.service.TrainerSettings;
import io.glyphstream.learning.service.TriggerSettings;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import io.glyphstream.trainer.ModelSpec;
import io.glyphstream.trainer.release.Gate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The trainer service of a story, on a thread of its own, and what it has done. */
final class StoryTrainer implements AutoCloseable {

    private static final int WINDOW = 5_000;
    private static final int EVERY = 4_000;
    private static final int AFTER_DRIFT = 500;
    private static final int WATCHED = 300;
    private static final int DRIFT_WINDOW = 500;
    private static final double DRIFT_LEVEL = 0.001;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final TrainerService service;
    private final DemoView view;
    private final LongSupplier turned;
    private final List<ModelReference> promoted = new CopyOnWriteArrayList<>();
    private volatile OptionalLong driftFoundAfter = OptionalLong.empty();
    private volatile String text = "the trainer starts";
    private volatile boolean isWatching;
    private Optional<CompletableFuture<Boolean>> running = Optional.empty();

    /** @param turned how many turned images there were by now */
    StoryTrainer(DemoPipeline pipeline, Clock clock, ModelSpec spec, DemoView view, LongSupplier turned) {
        this.view = view;
        this.turned = turned;
        service = new TrainerService(pipeline.cluster(), pipeline.topics(), clock, settings(spec), Optional.empty());
    }

    private static TrainerSettings settings(ModelSpec spec) {
        return new TrainerSettings(
                spec.defaultName(),
                "demo",
                spec,
                TrainerSettings.Start.AFRESH,
                WindowRule.newest(WINDOW),
                new TriggerSettings(EVERY, PAUSE, AFTER_DRIFT),
                new DriftSettings(DriftSettings.USUAL_DELTA, DRIFT_WINDOW, DRIFT_LEVEL),
                Gate.IF_SIGNIFICANT,
                WATCHED,
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                Optional.empty());
    }

    void start() {
        running = Optional.of(ThreadPerTask.start(() -> {
            service.run(new Teller());
            return true;
        }));
    }

    /** Returns true if it works no more, by itself. */
    boolean hasFailed() {
        return running.filter(CompletableFuture::isDone).isPresent();
    }

    /** Returns true while it compares what it promoted with the champion before. */
    boolean isWatching() {
        return isWatching;
    }

    /** Returns what it does, without colons. */
    String text() {
        return text;
    }

    /** Returns after how many turned images drift was found first. */
    OptionalLong driftFoundAfter() {
        return driftFoundAfter;
    }

    /** Returns the versions that it promoted and did not roll back, the first one first. */
    List<ModelReference> promoted() {
        return List.copyOf(promoted);
    }

    /** Asks the service to end, waits until it has, and throws what ended it if it has failed. */
    void stop() {
        service.close();
        running.ifPresent(DemoPipeline::join);
    }

    @Override
    public void close() {
        service.close();
        running.ifPresent(thread -> thread.handle((ended, failure) -> true).join());
    }

    /** Hears, on the service's thread, what it does. */
    private final class Teller implements ServiceListener {

        private TrainerPhase before = TrainerPhase.STANDING_BY;

        @Override
        public void status(TrainerPhase phase, String now) {
            isWatching = phase == TrainerPhase.WATCHING;
            text = now.lines().findFirst().orElse("").replace(":", "");
            if (phase == TrainerPhase.TRAINING && before != TrainerPhase.TRAINING) {
                view.say("a new version is trained from the labeled images of the stream");
            }
            before = phase;
        }

        @Override
        public void ended(TrainingOutcome outcome) {
            Optional<ModelReference> model = Optional.ofNullable(outcome.getModel());
            if (outcome.getResult() == TrainingResult.PROMOTED) {
                model.ifPresent(promoted::add);
                // The next status says whether it really is watched.
                isWatching = true;
            }
            if (outcome.getResult() == TrainingResult.ROLLED_BACK) {
                model.ifPresent(promoted::remove);
            }
            String result = switch (outcome.getResult()) {
                case PROMOTED, HELD -> ": ";
                case FAILED -> " failed: ";
                case ROLLED_BACK -> " rolled back: ";
            };
            view.say(model.map(References::text).orElse("the training") + result + outcome.getReason());
        }

        @Override
        public void kept(ModelReference model, String figures) {
            view.say(References.text(model) + " stays the champion: " + figures);
        }

        @Override
        public void drift(String what) {
            long after = turned.getAsLong();
            if (after > 0 && driftFoundAfter.isEmpty()) {
                driftFoundAfter = OptionalLong.of(after);
            }
            view.say("drift found" + (after > 0 ? " after " + Numbers.count(after, "turned image") : "") + ": " + what);
        }

        @Override
        public void trouble(String what) {
            view.say("the trainer: " + what);
        }
    }
}
