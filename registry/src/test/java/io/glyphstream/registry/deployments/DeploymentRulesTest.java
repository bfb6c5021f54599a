package io.glyphstream.registry.deployments;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.DeploymentUpdate;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeploymentRulesTest {
    private final WrittenTopics topics = new WrittenTopics();
    private final ModelReference mlp1 = topics.publish("mlp", 1, bytes(120, 1));
    private final ModelReference mlp2 = topics.publish("mlp", 2, bytes(120, 2));
    private final ModelReference mlp3 = topics.publish("mlp", 3, bytes(120, 3));
    private final ModelReference knn1 = topics.publish("knn", 1, bytes(120, 4));
    private final DeploymentHistory history = new DeploymentHistory(TOPICS.deployments());

    @BeforeEach
    void firstPromotion() {
        grant(rules -> rules.promote(mlp1));
    }

    @Test
    void promotingAnotherVersionKeepsTheChallengersAndDropsTheFormerChampion() {
        grant(rules -> rules.shadow(knn1));

        grant(rules -> rules.promote(mlp2));

        assertInService(mlp2, knn1);
    }

    @Test
    void promotingAChallengerTakesItFromTheChallengers() {
        grant(rules -> rules.shadow(knn1));
        grant(rules -> rules.shadow(mlp3));

        grant(rules -> rules.promote(knn1));

        assertInService(knn1, mlp3);
    }

    @Test
    void versionOfALaterReleaseIsRefusedForThatReason() {
        topics.raw(RecordKeys.manifest("mlp", 4), WrittenTopics.laterRecord());
        var mlp4 = new ModelReference("mlp", 4, Digests.sha256(bytes(120, 9)));

        assertThatThrownBy(() -> rules().promote(mlp4))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith(
                        "mlp@4 cannot be read: record of glyphstream.models was written by a later release");
    }

    @Test
    void requestsThatAreFulfilledAlreadySaySo() {
        grant(rules -> rules.shadow(knn1));
        grant(rules -> rules.retire(mlp3));

        assertThat(rules().promote(mlp1)).isEqualTo(new Ruling.AlreadySo("mlp@1 is the champion already"));
        assertThat(rules().shadow(knn1)).isEqualTo(new Ruling.AlreadySo("knn@1 is a challenger already"));
        assertThat(rules().retire(mlp3)).isEqualTo(new Ruling.AlreadySo("mlp@3 is retired already"));
    }

    @Test
    void eachRollbackGoesOneFurtherBack() {
        grant(rules -> rules.promote(mlp2));
        grant(rules -> rules.promote(mlp3));

        assertThat(rules().rollbackTarget()).contains(mlp2);
        grant(DeploymentRules::rollBack);
        assertInService(mlp2);
        assertThat(rules().rollbackTarget()).contains(mlp1);
        grant(DeploymentRules::rollBack);
        assertInService(mlp1);
        assertThat(rules().rollbackTarget()).isEmpty();
        assertRefused(() -> rules().rollBack(), "no earlier champion than mlp@1", "knn@1, mlp@1, mlp@2, mlp@3");
    }

    @Test
    void aPromotionAfterARollbackIsWhatTheNextRollbackUndoes() {
        grant(rules -> rules.promote(mlp2));
        grant(DeploymentRules::rollBack);
        grant(rules -> rules.promote(mlp3));

        grant(DeploymentRules::rollBack);

        assertInService(mlp1);
    }

    @Test
    void rollingBackAModelPassesOverOtherModels() {
        grant(rules -> rules.promote(knn1));
        grant(rules -> rules.promote(mlp2));

        grant(rules -> rules.rollBack("mlp"));

        assertInService(mlp1);
    }

    @Test
    void rollingBackPassesOverRetiredVersions() {
        grant(rules -> rules.promote(mlp2));
        grant(rules -> rules.promote(mlp3));
        grant(rules -> rules.retire(mlp2));

        grant(DeploymentRules::rollBack);

        assertInService(mlp1);
    }

    @Test
    void rollingBackToAVersionWorksForFormerChampionsOnly() {
        grant(rules -> rules.promote(mlp2));
        grant(rules -> rules.promote(knn1));

        grant(rules -> rules.rollBackTo(mlp1));

        assertInService(mlp1);
        assertRefused(() -> rules().rollBackTo(mlp3), "mlp@3 was never champion", "mlp@1, mlp@2, knn@1");
    }

    @Test
    void whatCannotServeIsRefusedWithWhatThereIs() {
        var unknown = new ModelReference("mlp", 9, Digests.sha256(bytes(1, 1)));
        var forged = new ModelReference("mlp", 2, Digests.sha256(bytes(1, 1)));
        var torn = WrittenTopics.manifest("torn", 1, bytes(120, 5));
        topics.write(torn);
        grant(rules -> rules.retire(mlp3));

        assertRefused(() -> rules().promote(unknown), "mlp@9 is not published", "knn@1, mlp@1, mlp@2, torn@1");
        assertRefused(() -> rules().promote(forged), "mlp@2 is published, but with another SHA-256");
        assertRefused(() -> rules().shadow(torn.getReference()), "torn@1 is not fit to serve: chunk 1 of 2 is missing");
        assertRefused(() -> rules().promote(mlp3), "mlp@3 is retired");
    }

    @Test
    void whatServesIsNotRetired() {
        grant(rules -> rules.shadow(knn1));

        assertRefused(() -> rules().retire(mlp1), "mlp@1 is the champion");
        assertRefused(() -> rules().retire(knn1), "knn@1 is a challenger");
        assertRefused(() -> rules().shadow(mlp1), "mlp@1 is the champion");
        assertRefused(() -> rules().unshadow(mlp2), "mlp@2 is no challenger", "knn@1");
    }

    @Test
    void nothingIsRolledBackBeforeTheFirstPromotion() {
        var none = new DeploymentRules(new DeploymentHistory(TOPICS.deployments()), topics.index());

        assertRefused(none::rollBack, "nothing was promoted yet", "knn@1, mlp@1, mlp@2, mlp@3");
        assertRefused(() -> none.rollBack("mlp"), "nothing was promoted yet");
    }

    @Test
    void rollingBackFromAVersionWorksOnlyWhileItIsTheChampion() {
        grant(rules -> rules.promote(mlp2));

        assertThat(rules().rollBackFrom(mlp1, mlp3))
                .isEqualTo(new Ruling.AlreadySo("mlp@1 is not the champion any more"));
        grant(rules -> rules.rollBackFrom(mlp2, mlp1));

        assertInService(mlp1);
    }

    @Test
    void aPromotionOverTheChampionThatWasComparedIsVoidOnceAnotherAnswers() {
        grant(rules -> rules.promote(mlp2));

        assertThat(rules().promoteOver(Optional.of(mlp1), mlp3))
                .isEqualTo(new Ruling.AlreadySo("mlp@2 answers by now, and no longer mlp@1"));
        assertThat(rules().promoteOver(Optional.empty(), mlp3))
                .isEqualTo(new Ruling.AlreadySo("mlp@2 answers by now, and no longer nobody"));
        grant(rules -> rules.promoteOver(Optional.of(mlp2), mlp3));

        assertInService(mlp3);
    }

    @Test
    void rollingBackToTheChampionChangesNothingAndToARetiredOneIsRefused() {
        grant(rules -> rules.promote(mlp2));
        grant(rules -> rules.retire(mlp1));

        assertThat(rules().rollBackTo(mlp2)).isEqualTo(new Ruling.AlreadySo("mlp@2 is the champion already"));
        assertRefused(() -> rules().rollBackTo(mlp1), "mlp@1 is retired");
    }

    @Test
    void aChallengerThatIsUnshadowedIsNotScoredAnyMore() {
        grant(rules -> rules.shadow(knn1));
        grant(rules -> rules.shadow(mlp2));

        grant(rules -> rules.unshadow(knn1));

        assertInService(mlp1, mlp2);
    }

    private DeploymentRules rules() {
        return new DeploymentRules(history, topics.index());
    }

    private void grant(Function<DeploymentRules, Ruling> request) {
        var change = (Ruling.Change) request.apply(rules());
        var event = deployment(
                history.state().sequence() + 1,
                change.action(),
                change.subject(),
                change.champion(),
                change.challengers().toArray(ModelReference[]::new));
        assertThat(history.apply(event)).isInstanceOf(DeploymentUpdate.InForce.class);
        assertThat(event.getAction()).isIn((Object[]) DeploymentAction.values());
    }

    private void assertInService(ModelReference champion, ModelReference... challengers) {
        assertThat(history.state().champion()).contains(champion);
        assertThat(history.state().challengers()).isEqualTo(List.of(challengers));
    }

    private static void assertRefused(ThrowingCallable request, String... parts) {
        assertThatThrownBy(request)
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageContainingAll(parts);
    }
}
