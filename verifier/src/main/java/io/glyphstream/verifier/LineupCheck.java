package io.glyphstream.verifier;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.glyphstream.verifier.report.Finding;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks that who answered had been published and was deployed to answer. Numbers and digests decide; what clocks say is
 * only noted. Thread-safe.
 */
final class LineupCheck {
    private final Map<Long, Deployment> deployments;
    private final long newest;
    private final Versions versions;
    private final Clocks clocks;

    LineupCheck(List<Deployment> deployments, Versions versions, Clocks clocks) {
        this.deployments = deployments.stream().collect(Collectors.toMap(Deployment::getSequence, Function.identity()));
        this.newest =
                deployments.stream().mapToLong(Deployment::getSequence).max().orElse(0);
        this.versions = versions;
        this.clocks = clocks;
    }

    /** Checks one prediction, which lies there. */
    void check(Prediction prediction, String place, Findings findings) {
        defect(prediction)
                .ifPresentOrElse(
                        defect -> findings.add(Finding.UNKNOWN_VERSION, () -> place + " " + defect),
                        () -> judge(prediction, place, findings));
    }

    private Optional<String> defect(Prediction prediction) {
        var sequence = prediction.getDeploymentSequence();
        var deployment = deployments.get(sequence);
        if (deployment == null) {
            return Optional.of("names deployment " + sequence + ", which never was in force"
                    + (sequence > newest
                            ? ": the newest is " + newest + ", unless deployments was deleted and created again"
                            : ""));
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
                return Optional.of("is by " + RecordKeys.accuracy(model) + " as " + score.getRole()
                        + ", which deployment " + sequence + " did not put there");
            }
            var defect = versions.defect(model);
            if (defect.isPresent()) {
                return Optional.of("is by " + RecordKeys.accuracy(model) + ", which " + defect.get());
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

    /** Looks at what does not make the prediction wrong: versions that are gone, and clocks. */
    private void judge(Prediction prediction, String place, Findings findings) {
        var sequence = prediction.getDeploymentSequence();
        var scored = prediction.getScoredAt();
        Optional.ofNullable(deployments.get(sequence))
                .ifPresent(deployment -> clocks.compare(
                        "deployment " + sequence + " was decided", deployment.getDecidedAt(), scored, place));
        for (var score : prediction.getScores()) {
            var model = score.getModel();
            versions.loss(model)
                    .ifPresent(loss -> findings.add(
                            Finding.FORMER_TOPIC,
                            () -> "deployment " + sequence + " put " + RecordKeys.accuracy(model) + " (sha256 "
                                    + Digests.hex(model.getSha256()) + ") in service, " + loss));
            versions.manifest(model)
                    .ifPresent(manifest -> clocks.compare(
                            RecordKeys.accuracy(model) + " was published", manifest.getPublishedAt(), scored, place));
        }
    }
}
