package io.glyphstream.schemas;

import java.util.Optional;

/** What holds of the learning curve in a manifest. */
public final class LearningCurves {

    /** So many epochs are kept of a training, however many it had. */
    public static final int MAX_POINTS = 200;

    private LearningCurves() {}

    /** Returns the curve of a manifest, if it has one. */
    public static Optional<LearningCurve> of(ModelManifest manifest) {
        return Optional.ofNullable(manifest.getLearningCurve());
    }

    /** Returns the point of an epoch; empty if it was not kept. */
    public static Optional<LearningPoint> point(LearningCurve curve, int epoch) {
        return curve.getPoints().stream()
                .filter(point -> point.getEpoch() == epoch)
                .findFirst();
    }

    /** Returns why the curve of a manifest must be refused, or nothing. */
    public static Optional<String> defect(ModelManifest manifest) {
        return of(manifest).flatMap(LearningCurves::defect);
    }

    private static Optional<String> defect(LearningCurve curve) {
        var points = curve.getPoints();
        if (points.isEmpty() || points.size() > MAX_POINTS) {
            return Optional.of(
                    "its learning curve has " + points.size() + " points where 1 to " + MAX_POINTS + " may be");
        }
        int before = 0;
        for (var point : points) {
            if (point.getEpoch() <= before || point.getEpoch() > curve.getEpochs()) {
                return Optional.of("its learning curve of " + curve.getEpochs() + " epochs has a point of epoch "
                        + point.getEpoch() + " after one of epoch " + before);
            }
            before = point.getEpoch();
        }
        return point(curve, curve.getBest()).isPresent()
                ? Optional.empty()
                : Optional.of("its learning curve names " + curve.getBest() + " as the best epoch, which it lacks");
    }
}
