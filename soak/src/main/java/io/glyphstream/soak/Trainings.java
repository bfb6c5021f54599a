package io.glyphstream.soak;

import io.glyphstream.operations.Numbers;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.TrainingResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the trainers of a soak came to.
 *
 * @param ended trainings that came to an end
 * @param failed those of them that failed
 * @param versions that they published
 * @param promoted versions that they promoted
 * @param again versions that were trained again
 * @param problems what is wrong with them
 */
record Trainings(long ended, long failed, long versions, long promoted, long again, List<String> problems) {

    Trainings {
        problems = List.copyOf(problems);
    }

    /** Nothing was trained. */
    static Trainings none() {
        return new Trainings(0, 0, 0, 0, 0, List.of());
    }

    /**
     * Counts, and looks for trainings that were published twice, or not at all.
     *
     * @param outcomes all that were written, the oldest first
     * @param published what trainers have published
     * @param isInHand whether a training has no outcome yet, so that its version may be there already
     */
    static Trainings of(List<TrainingOutcome> outcomes, List<ModelManifest> published, boolean isInHand) {
        var problems = new ArrayList<String>();
        var byNumber = byNumber(outcomes);
        byNumber.forEach((number, versions) -> {
            if (versions.size() > 1) {
                problems.add("training " + number + " was published as " + texts(versions));
            }
        });
        problems.addAll(twice(published));
        var told = new HashSet<ModelReference>();
        byNumber.values().forEach(told::addAll);
        var present = new HashSet<ModelReference>();
        published.forEach(manifest -> present.add(manifest.getReference()));
        long untold =
                present.stream().filter(version -> !told.contains(version)).count();
        if (untold > (isInHand ? 1 : 0)) {
            problems.add(Numbers.count(untold, "version") + " published without an outcome of a training");
        }
        told.stream()
                .filter(version -> !present.contains(version))
                .forEach(version -> problems.add(References.text(version) + " was published, and is not there"));
        return new Trainings(
                byNumber.size(),
                count(outcomes, Set.of(TrainingResult.FAILED)),
                published.size(),
                count(outcomes, Set.of(TrainingResult.PROMOTED, TrainingResult.ROLLED_BACK)),
                0,
                problems);
    }

    /** Returns how many trainings had one of these results at some time. */
    private static long count(List<TrainingOutcome> outcomes, Set<TrainingResult> results) {
        return outcomes.stream()
                .filter(outcome -> results.contains(outcome.getResult()))
                .map(TrainingOutcome::getNumber)
                .distinct()
                .count();
    }

    /** Returns the same after so many versions were trained again. */
    Trainings trainedAgain(long count, List<String> differences) {
        var all = new ArrayList<>(problems);
        all.addAll(differences);
        return new Trainings(ended, failed, versions, promoted, count, all);
    }

    /** Returns all in a line. */
    String line() {
        return "trainers: " + Numbers.count(ended, "training") + " ended, " + Numbers.format(failed)
                + " of them failed; "
                + Numbers.count(versions, "version") + " published, " + Numbers.format(promoted) + " promoted; "
                + Numbers.format(again) + " trained again" + (problems.isEmpty() ? ", to the same bytes" : "");
    }

    private static Map<Long, Set<ModelReference>> byNumber(List<TrainingOutcome> outcomes) {
        var byNumber = new TreeMap<Long, Set<ModelReference>>();
        for (var outcome : outcomes) {
            var versions = byNumber.computeIfAbsent(outcome.getNumber(), number -> new HashSet<>());
            if (outcome.getModel() != null) {
                versions.add(outcome.getModel());
            }
        }
        return byNumber;
    }

    /** The same data and recipe give the same bytes, which are one version. */
    private static List<String> twice(List<ModelManifest> published) {
        var problems = new ArrayList<String>();
        var byData = new HashMap<List<Object>, ModelReference>();
        for (var manifest : published) {
            @Nullable LogData log = manifest.getTraining().getLog();
            if (log == null || manifest.getTraining().getRecipe() == null) {
                problems.add(References.text(manifest) + " does not say how it was trained");
                continue;
            }
            @Nullable
            ModelReference other = byData.put(
                    List.of(
                            log.getImages(),
                            log.getLabels(),
                            log.getWindow(),
                            manifest.getTraining().getRecipe()),
                    manifest.getReference());
            if (other != null) {
                problems.add(texts(Set.of(other, manifest.getReference())) + " are of the same training");
            }
        }
        return problems;
    }

    private static String texts(Set<ModelReference> versions) {
        return String.join(
                " and ", versions.stream().map(References::text).sorted().toList());
    }
}
