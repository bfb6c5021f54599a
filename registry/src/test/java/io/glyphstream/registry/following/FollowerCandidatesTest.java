package io.glyphstream.registry.following;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.RecordKeys;
import org.junit.jupiter.api.Test;

/** Which versions a follower tries to load, and what it says of those that it lacks or refuses. */
final class FollowerCandidatesTest {
    private final WrittenTopics topics = new WrittenTopics();
    private final ReadingFollower follower = new ReadingFollower(topics, ModelTrust.everybody());

    @Test
    void aVersionThatDoesNotFitIntoMemoryIsRefusedWithTheHeapInTheReason() {
        servingGood();
        topics.publish("mlp", 2, beginning(ReadingFollower.TOO_LARGE, 2));

        follower.read();

        assertThat(follower.rejected)
                .singleElement()
                .extracting(Rejection::reason)
                .asString()
                .startsWith("there is not enough memory to load its 170 bytes with -Xmx"
                        + (Runtime.getRuntime().maxMemory() >> 20) + "m;");
    }

    @Test
    void aRefusedVersionIsToldOnceAndNotTriedAgainWhenAnotherIsPublished() {
        servingGood();
        var bad = topics.publish("mlp", 2, poisoned(5));
        follower.read();

        topics.publish("mlp", 3, good(3));
        topics.promote(bad);
        follower.read();

        assertThat(follower.rejected).containsExactly(new Rejection(bad, "poisoned"));
        assertThat(follower.loads).containsEntry("mlp@2", 1);
    }

    @Test
    void versionsOfATopicThatWasCreatedAgainAreNeitherRefusedNorLoadedAhead() {
        servingGood();
        topics.publish("mlp", 2, poisoned(5));
        follower.read();
        int read = topics.models.size();
        topics.publish("mlp", 3, good(3));
        topics.models.subList(read, topics.models.size()).forEach(follower.state::accept);

        follower.state.forgetModels();

        assertThat(follower.state.rejections()).isEmpty();
        assertThat(follower.state.hasCandidates()).isFalse();
    }

    @Test
    void aStartLoadsTheNewestVersionOfEachModel() {
        topics.publish("mlp", 1, good(1));
        topics.publish("mlp", 2, good(2));
        topics.publish("knn", 1, good(3));

        topics.models.forEach(follower.state::accept);
        follower.read();

        assertThat(follower.loads).containsOnlyKeys("mlp@2", "knn@1");
    }

    @Test
    void aChallengerThatServesAndIsNotPublishedAnyMoreIsNamed() {
        var mlp1 = topics.publish("mlp", 1, good(1));
        var knn1 = topics.publish("knn", 1, good(2));
        topics.promote(mlp1, knn1);
        follower.read();

        topics.raw(RecordKeys.manifest("knn", 1), null);
        follower.read();

        assertThat(follower.status()).endsWith("not on the models topic any more: knn@1");
    }

    @Test
    void aRecordUnsettlesAFollowerUntilItSettlesAgain() {
        servingGood();
        assertThat(follower.state.isSettled()).isTrue();

        topics.publish("mlp", 2, good(2));
        follower.state.accept(topics.models.get(topics.models.size() - 1));
        assertThat(follower.state.isSettled()).isFalse();

        follower.state.settle(topics.source());
        assertThat(follower.state.isSettled()).isTrue();
    }

    @Test
    void aChampionIsLackingUntilItsManifestIsThere() {
        var mlp2 = manifest("mlp", 2, good(2)).getReference();
        follower.read();
        assertThat(follower.state.lacksChampion()).as("nothing is promoted").isFalse();

        topics.promote(mlp2);
        follower.read();
        assertThat(follower.state.lacksChampion()).isTrue();

        topics.publish("mlp", 2, good(2));
        follower.read();
        assertThat(follower.state.lacksChampion()).isFalse();
    }

    @Test
    void aDecisionOfALaterReleaseIsMissed() {
        servingGood();
        assertThat(follower.state.missedDecision()).isEmpty();

        topics.rawDeployment("2", WrittenTopics.laterRecord());
        follower.read();

        assertThat(follower.state.missedDecision())
                .get()
                .asString()
                .startsWith("deployment 2 at offset 1 cannot be read");
    }

    private void servingGood() {
        topics.promote(topics.publish("mlp", 1, good(1)));
        follower.read();
    }

    private static byte[] good(long seed) {
        return beginning((byte) 1, seed);
    }

    private static byte[] poisoned(long seed) {
        return beginning(ReadingFollower.POISON, seed);
    }

    private static byte[] beginning(byte first, long seed) {
        var snapshot = bytes(170, seed);
        snapshot[0] = first;
        return snapshot;
    }
}
