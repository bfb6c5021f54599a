package io.glyphstream.processor.status;

import io.glyphstream.model.Classifier;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.registry.following.Rejection;
import io.glyphstream.registry.following.ServedModel;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import io.glyphstream.schemas.RejectedModel;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a processor reports of itself on the processors topic. */
public final class ServiceReports {
    /** So long a failure stays in sight after its processor is gone. */
    private static final Duration FAILURE_VALID = Duration.ofHours(1);

    private static final int REJECTIONS = 32;
    private static final int REASON_LENGTH = 500;

    /** As its jar says; empty where classes are run from a folder. */
    private static final String RELEASE =
            Objects.requireNonNullElse(ServiceReports.class.getPackage().getImplementationVersion(), "");

    private final ProcessorView processor;
    private final ModelFollower<Classifier> follower;
    private final Clock clock;
    private final Instant startedAt;

    public ServiceReports(ProcessorView processor, ModelFollower<Classifier> follower, Clock clock) {
        this.processor = processor;
        this.follower = follower;
        this.clock = clock;
        startedAt = now();
    }

    /** Returns how it is now. */
    public ProcessorReport report() {
        var status = processor.status();
        var state = state(status);
        var set = follower.current();
        return ProcessorReport.newBuilder()
                .setApplicationId(processor.settings().applicationId())
                .setInstance(processor.settings().instance())
                .setState(state)
                .setStatus(withWarnings(text(status, set)))
                .setDeployment(set.map(ModelSet::deploymentSequence).orElse(0L))
                .setChampion(set.map(models -> models.champion().reference()).orElse(null))
                .setChallengers(set.map(models -> models.challengers().stream()
                                .map(ServedModel::reference)
                                .toList())
                        .orElse(List.of()))
                .setRejected(rejected(follower.rejections()))
                .setAddress(processor.http().map(URI::toString).orElse(null))
                .setValidMillis((state == ProcessorState.FAILED ? FAILURE_VALID : ServiceReporter.VALID).toMillis())
                .setStartedAt(startedAt)
                .setReportedAt(now())
                .setRelease(RELEASE)
                .build();
    }

    private static ProcessorState state(ProcessorStatus status) {
        return switch (status.phase()) {
            case PREPARING, STOPPED -> ProcessorState.PREPARING;
            case RUNNING -> ProcessorState.RUNNING;
            case FAILED -> ProcessorState.FAILED;
        };
    }

    /** Of one that runs, what it serves is worth saying; of one that does not, why. The follower tells a little later. */
    private String text(ProcessorStatus status, Optional<ModelSet<Classifier>> set) {
        var models = follower.status();
        if (!models.follows()) {
            return models.text();
        }
        if (!status.isRunning() || set.isEmpty()) {
            return status.text();
        }
        return models.text(set.get().lineup());
    }

    /** The first line says how it is, each that follows is a warning. */
    private String withWarnings(String text) {
        var lines = new ArrayList<>(List.of(text));
        lines.addAll(processor.warnings());
        return shortened(String.join("\n", lines));
    }

    private static List<RejectedModel> rejected(List<Rejection> rejections) {
        return rejections.subList(Math.max(0, rejections.size() - REJECTIONS), rejections.size()).stream()
                .map(rejection -> new RejectedModel(rejection.reference(), shortened(rejection.reason())))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= REASON_LENGTH ? text : text.substring(0, REASON_LENGTH) + "...";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
