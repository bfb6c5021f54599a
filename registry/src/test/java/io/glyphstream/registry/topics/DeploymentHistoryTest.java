package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class DeploymentHistoryTest {
    private static final ModelReference ONE = reference("mlp", 1);
    private static final ModelReference TWO = reference("mlp", 2);
    private static final ModelReference KNN = reference("knn", 1);

    private final DeploymentHistory history = new DeploymentHistory(TOPICS.deployments());

    @Test
    void whatIsInForceIsContainedAndWhatLostItsRaceIsNot() {
        var first = promotion(1, ONE);
        var second = promotion(2, TWO);
        history.apply(first);
        history.apply(second);
        history.apply(promotion(2, ONE));

        assertThat(history.contains(first)).isTrue();
        assertThat(history.contains(second)).isTrue();
        assertThat(history.contains(promotion(2, ONE))).isFalse();
        assertThat(history.contains(promotion(0, ONE))).isFalse();
        assertThat(history.contains(promotion(3, ONE))).isFalse();
        assertThat(history.newest()).contains(second);
    }

    @Test
    void theReasonSaysWhatIsMissingFromARecord() {
        var topics = new WrittenTopics();
        topics.rawDeployment(null, TOPICS.deployments().encode(promotion(1, ONE)));
        topics.rawDeployment("1", null);

        assertThat(history.apply(topics.deployments.get(0))).isEqualTo(new DeploymentUpdate.Voided("it has no key"));
        assertThat(history.apply(topics.deployments.get(1))).isEqualTo(new DeploymentUpdate.Voided("it has no value"));
    }

    @Test
    void afterADecisionOfALaterReleaseEverythingIsVoidForThatReason() {
        var topics = new WrittenTopics();
        topics.rawDeployment("1", WrittenTopics.laterRecord());

        assertThat(voided(history.apply(topics.deployments.get(0)))).contains("was written by a later release");
        assertThat(voided(history.apply(promotion(1, ONE))))
                .startsWith("a decision before it is not known: deployment 1 at offset 0 cannot be read");
    }

    @Test
    void versionsInServiceAndTheOneBeforeTheChampionAreNeeded() {
        history.apply(promotion(1, ONE));
        history.apply(promotion(2, KNN));
        history.apply(deployment(3, DeploymentAction.PROMOTE, TWO, TWO, reference("cnn", 1)));

        assertThat(history.needed()).containsExactlyInAnyOrder(TWO, KNN, reference("cnn", 1));
        assertThat(history.formerChampions()).containsExactly(ONE, KNN, TWO);
    }

    @Test
    void anotherTopicOfThatNameBeginsWithNothingButTheNumbersThatWereGiven() {
        history.apply(stored(promotion(1, ONE)));
        history.apply(stored(promotion(2, TWO)));
        history.apply(stored(deployment(3, DeploymentAction.RETIRE, ONE, TWO)));

        history.clear();

        assertThat(history.events()).isEmpty();
        assertThat(history.newest()).isEmpty();
        assertThat(history.retired()).isEmpty();
        assertThat(history.state()).isEqualTo(DeploymentState.NONE);
        assertThat(history.newestNumber("mlp")).isEqualTo(2);
    }

    @Test
    void theNewestNumbersOfSoManyModelsAreKnownAndNoMore() {
        var few = new DeploymentHistory(TOPICS.deployments(), 2);
        few.apply(stored(promotion(1, reference("a", 1))));
        few.apply(stored(promotion(2, reference("b", 1))));
        few.apply(stored(promotion(3, reference("c", 1))));
        few.apply(stored(promotion(4, reference("b", 7))));

        assertThat(few.newestNumber("a")).isEqualTo(1);
        assertThat(few.newestNumber("b")).isEqualTo(7);
        assertThat(few.newestNumber("c")).isZero();
    }

    private static String voided(DeploymentUpdate update) {
        return update.match(state -> "in force", reason -> reason);
    }

    private static ConsumerRecord<byte[], byte[]> stored(Deployment event) {
        var topics = new WrittenTopics();
        topics.write(event);
        return topics.deployments.get(0);
    }

    private static Deployment promotion(long sequence, ModelReference champion) {
        return deployment(sequence, DeploymentAction.PROMOTE, champion, champion);
    }

    private static ModelReference reference(String model, int version) {
        return new ModelReference(model, version, Digests.sha256((model + version).getBytes(StandardCharsets.UTF_8)));
    }
}
