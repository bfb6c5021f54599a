package io.glyphstream.verifier;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks that who answered had been published and was deployed to answer. Thread-safe. */
final class LineupCheck {
    /** The clocks of publisher, operator and processor are not one. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    private final Map<Long, Deployment> deployments;
    private final Versions versions;
    private final Findings findings;

    LineupCheck(List<Deployment> deployments, Versions versions, Findings findings) {
        this.deployments = deployments.stream().collect(Collectors.toMap(Deployment::getSequence, Function.identity()));
        this.versions = versions;
        this.findings = findings;
    }

    /** Checks one prediction, which lies there. */
    void check(Prediction prediction, String place) {
        defect(prediction).ifPresent(defect -> findings.add(Finding.UNKNOWN_VERSION, () -> place + " " + defect));
    }

    private Optional<String> defect(Prediction prediction) {
        var sequence = prediction.getDeploymentSequence();
        var deployment = deployments.get(sequence);
        if (deployment == null) {
            return Optional.of("names deployment " + sequence + ", which never was in force");
        }
        var name = "deployment " + sequence;
        if (isAfter(deployment.getDecidedAt(), prediction.getScoredAt())) {
            return Optional.of("was scored at " + prediction.getScoredAt() + ", before its " + name + " was decided at "
                    + deployment.getDecidedAt());
        }
        var due = deployment.getChallengers().iterator();
        for (var i = 0; i < prediction.getScores().size(); i++) {
            var score = prediction.getScores().get(i);
            var model = score.getModel();
            if (score.getRole() != (i == 0 ? Role.CHAMPION : Role.CHALLENGER)) {
                return Optional.of("has " + RecordKeys.accuracy(model) + " in place " + i + " as " + score.getRole());
            }
            var deployed = i == 0 ? model.equals(deployment.getChampion()) : findNext(model, due);
            if (!deployed) {
                return Optional.of("is by " + RecordKeys.accuracy(model) + " as " + score.getRole() + ", which " + name
                        + " did not put there");
            }
            var defect = defect(model, prediction.getScoredAt());
            if (defect.isPresent()) {
                return defect;
            }
        }
        return Optional.empty();
    }

    /** Challengers that were not fit, or take other images, are left out, and the order stays. */
    private static boolean findNext(ModelReference model, Iterator<ModelReference> due) {
        while (due.hasNext()) {
            if (due.next().equals(model)) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> defect(ModelReference model, Instant scoredAt) {
        var defect = versions.defect(model);
        if (defect.isPresent()) {
            return Optional.of("is by " + RecordKeys.accuracy(model) + ", which " + defect.get());
        }
        return versions.manifest(model)
                .filter(manifest -> isAfter(manifest.getPublishedAt(), scoredAt))
                .map(manifest -> "was scored at " + scoredAt + ", before " + RecordKeys.accuracy(model)
                        + " was published at " + manifest.getPublishedAt());
    }

    private static boolean isAfter(Instant instant, Instant other) {
        return instant.isAfter(other.plus(CLOCKS_APART));
    }
}
