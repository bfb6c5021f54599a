package io.glyphstream.registry.deployments;

import io.glyphstream.registry.References;
import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.Limits;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.registry.topics.SnapshotAssembly;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What may be asked for, given what was decided and published so far.
 *
 * <p>A version that becomes champion is no challenger any more. The champion that it replaces leaves service: it does not
 * become a challenger by itself, whatever its model, because scoring it costs time on every image; {@code shadow} brings
 * it back. Challengers stay through promotions and rollbacks.
 */
final class DeploymentRules {
    private final DeploymentHistory history;
    private final ModelIndex index;

    DeploymentRules(DeploymentHistory history, ModelIndex index) {
        this.history = history;
        this.index = index;
    }

    Ruling promote(ModelReference wanted) {
        requireUsable(wanted);
        if (isChampion(wanted)) {
            return new Ruling.AlreadySo(References.text(wanted) + " is the champion already");
        }
        return champion(DeploymentAction.PROMOTE, wanted);
    }

    /** Promotes only while this champion answers, or nobody where there is none; what was decided meanwhile stays in force. */
    Ruling promoteOver(Optional<ModelReference> compared, ModelReference wanted) {
        var present = history.state().champion();
        if (history.newest().isPresent() && !present.equals(compared) && !isChampion(wanted)) {
            return new Ruling.AlreadySo(
                    present.map(References::text).orElse("nobody") + " answers by now, and no longer "
                            + compared.map(References::text).orElse("nobody"));
        }
        return promote(wanted);
    }

    Ruling rollBackTo(ModelReference wanted) {
        requireUsable(wanted);
        if (isChampion(wanted)) {
            return new Ruling.AlreadySo(References.text(wanted) + " is the champion already");
        }
        if (!history.formerChampions().contains(wanted)) {
            throw new DeploymentRefusedException(References.text(wanted)
                    + " was never champion, so there is no rolling back to it: promote it. Champions were: "
                    + References.texts(history.formerChampions()));
        }
        return champion(DeploymentAction.ROLLBACK, wanted);
    }

    /** Goes back to a former champion unless another than the failing one answers by now. */
    Ruling rollBackFrom(ModelReference failing, ModelReference wanted) {
        if (!isChampion(failing)) {
            return new Ruling.AlreadySo(References.text(failing) + " is not the champion any more");
        }
        return rollBackTo(wanted);
    }

    /** Goes back to the champion before the present one, whatever its model. */
    Ruling rollBack() {
        var present = requireChampion();
        return goBack(history.champions(), "no earlier champion than " + References.text(present));
    }

    /** Goes back to the champion of this model before its present one, or to its last one when another model answers. */
    Ruling rollBack(String model) {
        requireChampion();
        var ofModel = history.champions().stream()
                .filter(champion -> champion.getModel().equals(model))
                .toList();
        return goBack(ofModel, "no earlier champion of model " + model);
    }

    private Ruling goBack(List<ModelReference> champions, String nobody) {
        return target(champions)
                .<Ruling>map(former -> champion(DeploymentAction.ROLLBACK, former))
                .orElseThrow(() -> new DeploymentRefusedException(
                        "there is " + nobody + " that is still published. Published are: " + published()));
    }

    /** Returns the version that {@link #rollBack()} goes back to; nothing if it would be refused. */
    Optional<ModelReference> rollbackTarget() {
        return target(history.champions());
    }

    private Optional<ModelReference> target(List<ModelReference> champions) {
        return champions.stream()
                .filter(candidate ->
                        !isChampion(candidate) && unusable(candidate).isEmpty())
                .findFirst();
    }

    private Ruling champion(DeploymentAction action, ModelReference champion) {
        return new Ruling.Change(action, champion, champion, without(champion));
    }

    Ruling shadow(ModelReference wanted) {
        requireUsable(wanted);
        var state = history.state();
        if (isChampion(wanted)) {
            throw new DeploymentRefusedException(
                    References.text(wanted) + " is the champion, which is scored on every image anyway");
        }
        if (state.challengers().contains(wanted)) {
            return new Ruling.AlreadySo(References.text(wanted) + " is a challenger already");
        }
        if (state.challengers().size() == Limits.CHALLENGERS) {
            throw new DeploymentRefusedException("there are " + Limits.CHALLENGERS
                    + " challengers, and no more may be: unshadow one of " + References.texts(state.challengers()));
        }
        var challengers = new ArrayList<ModelReference>(state.challengers());
        challengers.add(wanted);
        return new Ruling.Change(
                DeploymentAction.SHADOW, wanted, state.champion().orElse(null), challengers);
    }

    Ruling unshadow(ModelReference wanted) {
        var state = history.state();
        if (!state.challengers().contains(wanted)) {
            throw new DeploymentRefusedException(References.text(wanted) + " is no challenger. Challengers are: "
                    + References.texts(state.challengers()));
        }
        return new Ruling.Change(
                DeploymentAction.UNSHADOW, wanted, state.champion().orElse(null), without(wanted));
    }

    Ruling retire(ModelReference wanted) {
        var state = history.state();
        if (history.retired().contains(wanted)) {
            return new Ruling.AlreadySo(References.text(wanted) + " is retired already");
        }
        if (isChampion(wanted)) {
            throw new DeploymentRefusedException(References.text(wanted)
                    + " is the champion: promote another version or roll back before retiring it");
        }
        if (state.challengers().contains(wanted)) {
            throw new DeploymentRefusedException(
                    References.text(wanted) + " is a challenger: unshadow it before retiring it");
        }
        if (index.find(wanted).isEmpty()) {
            throw new DeploymentRefusedException(missing(wanted));
        }
        return new Ruling.Change(
                DeploymentAction.RETIRE, wanted, state.champion().orElse(null), state.challengers());
    }

    private boolean isChampion(ModelReference reference) {
        return history.state().champion().filter(reference::equals).isPresent();
    }

    private List<ModelReference> without(ModelReference reference) {
        return history.state().challengers().stream()
                .filter(challenger -> !challenger.equals(reference))
                .toList();
    }

    private ModelReference requireChampion() {
        return history.state()
                .champion()
                .orElseThrow(() -> new DeploymentRefusedException(
                        "nothing was promoted yet, so there is nothing to roll back. Published are: " + published()));
    }

    private void requireUsable(ModelReference wanted) {
        var why = unusable(wanted);
        if (why.isPresent()) {
            throw new DeploymentRefusedException(why.get());
        }
    }

    private Optional<String> unusable(ModelReference wanted) {
        if (history.retired().contains(wanted)) {
            return Optional.of(References.text(wanted) + " is retired. Published are: " + published());
        }
        var manifest = index.find(wanted);
        if (manifest.isEmpty()) {
            return Optional.of(missing(wanted));
        }
        return new SnapshotAssembly(manifest.get(), index.chunks(wanted.getSha256()))
                .defect()
                .map(defect -> References.text(wanted) + " is not fit to serve: " + defect);
    }

    private String missing(ModelReference wanted) {
        if (index.find(wanted.getModel(), wanted.getVersion()).isPresent()) {
            return References.text(wanted) + " is published, but with another SHA-256 than was asked for";
        }
        return index.later(wanted.getModel(), wanted.getVersion())
                .orElseGet(() -> References.text(wanted) + " is not published. Published are: " + published());
    }

    private String published() {
        var retired = history.retired();
        return References.texts(index.manifests().stream()
                .map(ModelManifest::getReference)
                .filter(reference -> !retired.contains(reference))
                .sorted(Comparator.comparing(ModelReference::getModel).thenComparing(ModelReference::getVersion))
                .toList());
    }
}
