package io.glyphstream.registry.publishing;

import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import java.util.OptionalInt;

/**
 * The numbers that a snapshot may get as a version of a model.
 *
 * <p>A number is never given to two snapshots. The models topic alone cannot guarantee that: it may have been deleted and
 * created again. So whatever the deployments topic names counts, too.
 *
 * @param former the number under which a deployment in force names this very snapshot, where the models topic has lost it
 * @param next the number after all that were ever given
 */
record VersionNumbers(OptionalInt former, int next) {
    /** The most digits that commands read. */
    private static final int MOST = 999_999_999;

    /**
     * Returns the numbers for a snapshot that the models topic does not hold.
     *
     * @throws PublishException when the numbers of this model are used up
     */
    static VersionNumbers of(String model, Sha256 snapshot, ModelIndex index, DeploymentHistory history) {
        int newest = Math.max(index.newestNumber(model), history.newestNumber(model));
        if (newest >= MOST) {
            throw new PublishException("publishing " + model + " failed: a record names " + model + "@" + newest
                    + ", and no number after " + MOST + " may be given. Publish it under another name");
        }
        var former = history.events().stream()
                .flatMap(DeploymentHistory::named)
                .filter(reference -> reference.getModel().equals(model)
                        && reference.getSha256().equals(snapshot))
                .filter(reference -> !history.retired().contains(reference))
                .mapToInt(ModelReference::getVersion)
                .filter(version -> index.find(model, version).isEmpty())
                .max();
        return new VersionNumbers(former, newest + 1);
    }

    /** Returns the number to give: the same bytes are one version, so a lost snapshot gets its number back. */
    int number() {
        return former.orElse(next);
    }

    /** Returns whether a snapshot that was a version elsewhere keeps its number. */
    boolean keeps(int version) {
        return former.isPresent() ? former.getAsInt() == version : version >= next && version <= MOST;
    }
}
