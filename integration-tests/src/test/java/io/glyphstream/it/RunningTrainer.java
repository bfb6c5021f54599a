package io.glyphstream.it;

import static org.awaitility.Awaitility.await;

import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.learning.service.DriftSettings;
import io.glyphstream.learning.service.ServiceListener;
import io.glyphstream.learning.service.TrainerPhase;
import io.glyphstream.learning.service.TrainerService;
import io.glyphstream.learning.service.TrainerSettings;
import io.glyphstream.learning.service.TriggerSettings;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.trainer.PerceptronPlan;
import io.glyphstream.trainer.Preset;
import io.glyphstream.trainer.release.Gate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A trainer service on a thread of its own, and what it told. */
final class RunningTrainer implements AutoCloseable, ServiceListener {

    static final String MODEL = "learned";

    private final List<TrainingOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final List<String> drift = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final TrainerService service;
    private final URI address;
    private final CompletableFuture<Boolean> result;
    private volatile TrainerPhase phase = TrainerPhase.STANDING_BY;

    RunningTrainer(Pipeline pipeline, TrainerSettings settings) {
        service = new TrainerService(pipeline.cluster, pipeline.topics, Clock.systemUTC(), settings, Optional.empty());
        address = service.listen(HttpAddress.loopback(0));
        result = ThreadPerTask.start(() -> {
            service.run(this);
            return true;
        });
    }

    /** Settings with which a training takes a second. */
    static TrainerSettings settings(String instance, long every, long watched) {
        return new TrainerSettings(
                MODEL,
                instance,
                PerceptronPlan.of(Preset.QUICK, 1).with(Map.of("hidden", "24", "epochs", "4", "batch-size", "32")),
                TrainerSettings.Start.AFRESH,
                WindowRule.newest(1_000),
                new TriggerSettings(every, Duration.ZERO, 0),
                new DriftSettings(DriftSettings.USUAL_DELTA, 100, 0.001),
                Gate.IF_SIGNIFICANT,
                watched,
                2,
                Optional.empty());
    }

    TrainingOutcome awaitOutcome(int count) {
        await().atMost(Pipeline.PATIENCE).until(() -> outcomes.size() >= count || result.isDone());
        return outcomes.get(count - 1);
    }

    void awaitPhase(TrainerPhase wanted) {
        await().atMost(Pipeline.PATIENCE).until(() -> phase == wanted || result.isDone());
    }

    /** Returns one of its pages. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Pipeline.get(address, path);
    }

    List<TrainingOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Returns the figures of the promoted versions that stayed. */
    List<String> kept() {
        return List.copyOf(kept);
    }

    /** Returns why it could not go on, each time. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    List<String> drift() {
        return List.copyOf(drift);
    }

    @Override
    public void status(TrainerPhase now, String text) {
        phase = now;
    }

    @Override
    public void ended(TrainingOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void kept(ModelReference model, String figures) {
        kept.add(figures);
    }

    @Override
    public void drift(String what) {
        drift.add(what);
    }

    @Override
    public void trouble(String what) {
        troubles.add(what);
    }

    /** Stops it, and waits until it has. */
    @Override
    public void close() {
        service.close();
        await().atMost(Pipeline.PATIENCE).until(result::isDone);
        result.join();
    }
}
