package io.glyphstream.registry.following;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.References;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in service after given records, live and after a restart. */
final class FollowerStateTest {
    private final WrittenTopics topics = new WrittenTopics();
    private ReadingFollower follower = new ReadingFollower(topics, ModelTrust.everybody());

    /** When the bad version is met: after the good one served, or all at once by a follower that starts afterwards. */
    enum Met {
        LIVE,
        AT_START
    }

    @Test
    void nothingServesBeforeThePromotion() {
        follower.read();
        assertThat(follower.status()).isEqualTo("waiting for a model: none is published yet");
        var mlp1 = topics.publish("mlp", 1, good(1));

        follower.read();
        assertThat(follower.status()).isEqualTo("waiting for a model: none is promoted yet");

        topics.promote(mlp1);
        follower.read();
        assertThat(follower.status()).isEqualTo("serving deployment 1: mlp@1 answers");
        assertThat(follower.served(mlp1)).isEqualTo(good(1));
    }

    @Test
    void aSwapNamesBothSidesAndTheCause() {
        var mlp1 = topics.publish("mlp", 1, good(1));
        var knn1 = topics.publish("knn", 1, good(2));
        topics.promote(mlp1);
        follower.read();
        var mlp2 = topics.publish("mlp", 2, good(3));
        topics.promote(mlp2, knn1);

        follower.read();

        var swap = follower.swaps.get(1);
        assertThat(swap.from()).contains(new Lineup(1, mlp1, List.of()));
        assertThat(swap.to()).isEqualTo(new Lineup(2, mlp2, List.of(knn1)));
        assertThat(swap.cause().getSequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aVersionThatTheLoaderRefusesNeverReplacesAGoodOne(Met met) {
        servingGoodThen(met);
        var bad = topics.publish("mlp", 2, poisoned(5));
        topics.promote(bad);

        follower.read();

        assertLastGoodServes(bad, "poisoned");
    }

    @ParameterizedTest
    @EnumSource
    void aVersionWithAMissingChunkNeverReplacesAGoodOne(Met met) {
        servingGoodThen(met);
        var torn = manifest("mlp", 2, good(5));
        topics.write(torn);
        topics.promote(torn.getReference());

        follower.read();

        assertLastGoodServes(torn.getReference(), "chunk 1 of 2 is missing");
    }

    @ParameterizedTest
    @EnumSource
    void aManifestWithHugeClaimsNeverReplacesAGoodOne(Met met) {
        servingGoodThen(met);
        var huge = new ModelReference("mlp", 2, Digests.sha256(good(5)));
        topics.write(manifest(huge, 1L << 31, List.of(Digests.sha256(good(5)))));
        topics.promote(huge);

        follower.read();

        assertLastGoodServes(huge, "its manifest claims 2147483648 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void aVersionThatIsNotPublishedNeverReplacesAGoodOne(Met met) {
        servingGoodThen(met);
        var missing = new ModelReference("mlp", 7, Digests.sha256(good(7)));
        topics.promote(missing);

        follower.read();

        assertThat(follower.status())
                .isEqualTo("serving deployment 1: mlp@1 answers; not serving [mlp@7: it is not published]");
    }

    @Test
    void aDeploymentThatArrivesBeforeItsManifestIsPutInForceWhenThatIsThere() {
        servingGoodThen(Met.LIVE);
        var mlp2 = manifest("mlp", 2, good(2)).getReference();
        topics.promote(mlp2);
        follower.read();

        topics.publish("mlp", 2, good(2));
        follower.read();

        assertThat(follower.status()).isEqualTo("serving deployment 2: mlp@2 answers");
    }

    @Test
    void chunksThatWereMissingHealAVersion() {
        servingGoodThen(Met.LIVE);
        var torn = manifest("mlp", 2, good(2));
        topics.write(torn);
        topics.promote(torn.getReference());
        follower.read();

        topics.chunks(torn.getReference().getSha256(), WrittenTopics.cut(good(2)));
        follower.read();

        assertThat(follower.status()).isEqualTo("serving deployment 2: mlp@2 answers");
        assertThat(follower.state.rejections()).isEmpty();
    }

    @Test
    void aRefusedChallengerIsLeftOutAndNamed() {
        var mlp1 = topics.publish("mlp", 1, good(1));
        var knn1 = topics.publish("knn", 1, poisoned(2));
        var knn2 = topics.publish("knn", 2, good(3));
        topics.promote(mlp1, knn1, knn2);

        follower.read();

        assertThat(follower.status())
                .isEqualTo("serving deployment 1: mlp@1 answers, challenged by knn@2; not serving [knn@1: poisoned]");
    }

    @Test
    void voidDeploymentsAndJunkAreReportedAndChangeNothing() {
        var mlp1 = servingGoodThen(Met.LIVE);
        var mlp2 = topics.publish("mlp", 2, good(2));
        follower.read();
        topics.write(WrittenTopics.deployment(1, DeploymentAction.PROMOTE, mlp2, mlp2));
        topics.write(WrittenTopics.deployment(3, DeploymentAction.PROMOTE, mlp2, mlp2));
        topics.rawDeployment("2", null);
        topics.rawDeployment("x", "junk".getBytes(StandardCharsets.UTF_8));
        topics.raw("x", "junk".getBytes(StandardCharsets.UTF_8));
        topics.raw(null, null);

        follower.read();

        assertThat(follower.unreadable).hasSize(6);
        assertThat(follower.current().lineup()).isEqualTo(new Lineup(1, mlp1, List.of()));
    }

    @Test
    void versionsAreLoadedBeforeAnybodyPromotesThem() {
        servingGoodThen(Met.LIVE);
        var mlp2 = topics.publish("mlp", 2, good(2));
        var bad = topics.publish("mlp", 3, poisoned(3));

        follower.read();

        assertThat(follower.loads).containsEntry("mlp@2", 1);
        assertThat(follower.state.rejections()).containsExactly(new Rejection(bad, "poisoned"));
        topics.promote(mlp2);
        follower.read();
        assertThat(follower.loads).containsEntry("mlp@2", 1);
    }

    @Test
    void aRestartLoadsTheChampionThePreviousOneAndTheNewestOnly() {
        var versions = new ArrayList<ModelReference>();
        for (int version = 1; version <= 10; version++) {
            versions.add(topics.publish("mlp", version, good(version)));
        }
        for (int version = 1; version <= 8; version++) {
            topics.promote(versions.get(version - 1));
        }
        follower = new ReadingFollower(topics, ModelTrust.everybody());

        follower.read();

        assertThat(follower.loads).containsOnlyKeys("mlp@8", "mlp@7", "mlp@10");
        topics.deploy(DeploymentAction.ROLLBACK, versions.get(6), versions.get(6));
        follower.read();
        assertThat(follower.loads).containsEntry("mlp@7", 1);
        assertThat(follower.current().champion().reference()).isEqualTo(versions.get(6));
    }

    @Test
    void manyVersionsNeverStayLoadedAtOnce() {
        servingGoodThen(Met.LIVE);
        var versions = new ArrayList<ModelReference>();
        for (int version = 2; version <= 30; version++) {
            versions.add(topics.publish("mlp", version, good(version)));
            follower.read();
        }

        int again = 0;
        for (var version : versions) {
            topics.promote(version);
            follower.read();
            again += follower.loads.getOrDefault(References.text(version), 0) - 1;
        }

        assertThat(again).isGreaterThanOrEqualTo(versions.size() - 4);
    }

    @Test
    void aRetiredVersionGoesOnServingUntilItsSuccessorDoes() {
        var mlp1 = servingGoodThen(Met.LIVE);
        topics.raw(RecordKeys.manifest("mlp", 1), null);
        topics.raw(RecordKeys.chunk(mlp1.getSha256(), 0), null);

        follower.read();

        assertThat(follower.current().champion().reference()).isEqualTo(mlp1);
    }

    @Test
    void aLoaderThatFailsUnforeseenIsARejection() {
        servingGoodThen(Met.LIVE);
        var odd = topics.publish("mlp", 2, new byte[] {98});
        topics.promote(odd);

        follower.read();

        assertLastGoodServes(odd, "loading it failed: java.lang.ArrayIndexOutOfBoundsException");
    }

    @Test
    void modelsThatServeGoOnWhenTheirTopicIsAnotherOneWithoutThem() {
        var mlp1 = servingGoodThen(Met.LIVE);
        var other = manifest("mlp", 1, good(9)).getReference();
        topics.models.clear();
        topics.publish("mlp", 1, good(9));

        follower.readModelsAgain();

        assertThat(follower.current().champion().reference()).isEqualTo(mlp1).isNotEqualTo(other);
        assertThat(follower.status()).endsWith("mlp@1 answers; not on the models topic any more: mlp@1");
        follower = new ReadingFollower(topics, ModelTrust.everybody());
        follower.read();
        assertThat(follower.status())
                .isEqualTo("waiting for a model: no promoted version is fit to serve:"
                        + " [mlp@1: it is published with another SHA-256]");
    }

    @Test
    void anotherLogOfDeploymentsDecidesWhateverItsNumbers() {
        var mlp1 = servingGoodThen(Met.LIVE);
        var mlp2 = topics.publish("mlp", 2, good(2));
        topics.promote(mlp2);
        follower.read();
        topics.deployments.clear();
        follower.readDeploymentsAgain();
        assertThat(follower.status())
                .isEqualTo("serving deployment 2: mlp@2 answers, by a log of deployments that was replaced since");

        topics.promote(mlp1);
        follower.read();

        assertThat(follower.status()).isEqualTo("serving deployment 1: mlp@1 answers");
        assertThat(follower.swaps.get(2).from()).contains(new Lineup(2, mlp2, List.of()));
    }

    @Test
    void anotherLogOfDeploymentsNeverReplacesAGoodVersionByABadOneOrByAnOlderDecision() {
        var mlp1 = servingGoodThen(Met.LIVE);
        var mlp2 = topics.publish("mlp", 2, good(2));
        topics.promote(mlp2);
        follower.read();
        var bad = topics.publish("mlp", 3, poisoned(3));
        topics.deployments.clear();
        topics.promote(mlp1);
        topics.promote(bad);

        follower.readDeploymentsAgain();

        assertThat(follower.current().champion().reference()).isEqualTo(mlp2);
        assertThat(follower.status()).contains("replaced since").endsWith("not serving [mlp@3: poisoned]");
    }

    @Test
    void anOlderCopyOfTheLogThatDecidesTheSameSwapsNothing() {
        var mlp1 = servingGoodThen(Met.LIVE);

        follower.readDeploymentsAgain();

        assertThat(follower.current().lineup()).isEqualTo(new Lineup(1, mlp1, List.of()));
        assertThat(follower.swaps).hasSize(1);
        assertThat(follower.status()).isEqualTo("serving deployment 1: mlp@1 answers");
    }

    private ModelReference servingGoodThen(Met met) {
        var mlp1 = topics.publish("mlp", 1, good(1));
        topics.promote(mlp1);
        if (met == Met.LIVE) {
            follower.read();
        }
        return mlp1;
    }

    private void assertLastGoodServes(ModelReference bad, String reason) {
        assertThat(follower.current().champion().reference().getVersion()).isEqualTo(1);
        assertThat(follower.status()).startsWith("serving deployment 1: mlp@1 answers; not serving [mlp@2: " + reason);
        assertThat(follower.state.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.reference()).isEqualTo(bad);
            assertThat(rejection.reason()).startsWith(reason);
        });
    }

    private static byte[] good(long seed) {
        var snapshot = bytes(170, seed);
        snapshot[0] = 1;
        return snapshot;
    }

    private static byte[] poisoned(long seed) {
        var snapshot = good(seed);
        snapshot[0] = ReadingFollower.POISON;
        return snapshot;
    }
}
