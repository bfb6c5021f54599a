package io.glyphstream.registry.topics;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeploymentStateTest {
    private static final ModelReference ONE = new ModelReference("mlp", 1, Digests.sha256(new byte[] {1}));
    private static final ModelReference TWO = new ModelReference("mlp", 2, Digests.sha256(new byte[] {2}));

    private final DeploymentState afterOne = DeploymentState.of(promotion(1, ONE));

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 3, Long.MAX_VALUE})
    void onlyTheNextSequenceNumberIsInForce(long sequence) {
        assertThat(afterOne.apply(promotion(sequence, TWO))).isInstanceOf(DeploymentUpdate.Voided.class);
    }

    @Test
    void theNextSequenceNumberIsInForce() {
        assertThat(afterOne.apply(promotion(2, TWO)))
                .isEqualTo(new DeploymentUpdate.InForce(DeploymentState.of(promotion(2, TWO))));
    }

    @Test
    void contradictionsAreVoid() {
        assertVoid(deployment(2, DeploymentAction.UNSHADOW, TWO, null), "leaves no champion");
        assertVoid(deployment(2, DeploymentAction.PROMOTE, TWO, ONE), "names another champion");
        assertVoid(deployment(2, DeploymentAction.ROLLBACK, TWO, ONE), "names another champion");
        assertVoid(deployment(2, DeploymentAction.SHADOW, TWO, ONE, TWO, TWO), "names a challenger twice");
        assertVoid(deployment(2, DeploymentAction.SHADOW, ONE, ONE, ONE), "champion among the challengers");
        var crowd = Collections.nCopies(Limits.CHALLENGERS + 1, TWO).toArray(ModelReference[]::new);
        assertVoid(deployment(2, DeploymentAction.SHADOW, TWO, ONE, crowd), "17 challengers");
    }

    @ParameterizedTest
    @CsvSource({
        "1, deployment 1 came where 2 was due: its writer lost a race",
        "0, 'deployment 0 came where 2 was due: it was decided before, or its writer knew an older copy of the topic only'",
        "3, deployment 3 came where 2 was due: those before it are missing",
    })
    void theReasonSaysWhyAnEventIsNotDue(long sequence, String reason) {
        assertThat(afterOne.apply(promotion(sequence, TWO))).isEqualTo(new DeploymentUpdate.Voided(reason));
    }

    @Test
    void asManyChallengersAsTheLimitAreInForce() {
        var crowd = IntStream.rangeClosed(1, Limits.CHALLENGERS)
                .mapToObj(version -> new ModelReference("knn", version, ONE.getSha256()))
                .toArray(ModelReference[]::new);
        var event = deployment(2, DeploymentAction.SHADOW, crowd[0], ONE, crowd);

        assertThat(afterOne.apply(event)).isEqualTo(new DeploymentUpdate.InForce(DeploymentState.of(event)));
    }

    private void assertVoid(Deployment event, String reason) {
        assertThat(afterOne.apply(event))
                .isInstanceOfSatisfying(
                        DeploymentUpdate.Voided.class,
                        ignored -> assertThat(ignored.reason()).contains(reason));
    }

    /** Writers that append without looking, in any order, still leave one history without gaps. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void racingWritersLeaveOneHistoryWithoutGaps(long seed) {
        var random = new Random(seed);
        var history = new DeploymentHistory(TOPICS.deployments());
        long[] lastKnown = new long[4];
        for (int turn = 0; turn < 500; turn++) {
            int writer = random.nextInt(lastKnown.length);
            if (random.nextBoolean()) {
                lastKnown[writer] = history.state().sequence();
            }
            boolean upToDate = lastKnown[writer] == history.state().sequence();
            var event = promotion(lastKnown[writer] + 1, random.nextBoolean() ? ONE : TWO);

            var update = history.apply(event);

            assertThat(update instanceof DeploymentUpdate.InForce).isEqualTo(upToDate);
        }
        for (int index = 0; index < history.events().size(); index++) {
            assertThat(history.events().get(index).getSequence()).isEqualTo(index + 1);
        }
    }

    @Test
    void recordsThatAreNoDeploymentsAreVoid() {
        var topics = new WrittenTopics();
        topics.rawDeployment("1", null);
        topics.rawDeployment(null, TOPICS.deployments().encode(promotion(1, ONE)));
        topics.rawDeployment("2", TOPICS.deployments().encode(promotion(1, ONE)));
        topics.rawDeployment("1", "junk".getBytes(StandardCharsets.UTF_8));
        var history = new DeploymentHistory(TOPICS.deployments());

        assertThat(topics.deployments)
                .allSatisfy(stored -> assertThat(history.apply(stored)).isInstanceOf(DeploymentUpdate.Voided.class));
        assertThat(history.state()).isEqualTo(DeploymentState.NONE);
    }

    private static Deployment promotion(long sequence, ModelReference champion) {
        return deployment(sequence, DeploymentAction.PROMOTE, champion, champion);
    }
}
