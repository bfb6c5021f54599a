package io.glyphstream.registry.publishing;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;
import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.deployment;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import org.junit.jupiter.api.Test;

/** Which number a snapshot gets, by what the two topics hold and have lost. */
final class VersionNumbersTest {
    private static final byte[] NEW = bytes(170, 77);

    private final WrittenTopics topics = new WrittenTopics();

    @Test
    void theFirstVersionIsOne() {
        assertThat(numbers(NEW).number()).isEqualTo(1);
    }

    @Test
    void numbersContinueAboveWhatTheModelsTopicHolds() {
        topics.publish("mlp", 4, bytes(170, 1));
        topics.publish("other", 9, bytes(170, 2));

        assertThat(numbers(NEW).number()).isEqualTo(5);
    }

    @Test
    void aTombstoneAloneKeepsItsNumber() {
        topics.raw(RecordKeys.manifest("mlp", 6), null);

        assertThat(numbers(NEW).number()).isEqualTo(7);
    }

    @Test
    void numberOfALaterReleaseIsGiven() {
        topics.publish("mlp", 4, bytes(170, 1));
        topics.raw(RecordKeys.manifest("mlp", 5), WrittenTopics.laterRecord());

        assertThat(numbers(NEW).number()).isEqualTo(6);
    }

    @Test
    void numbersContinueAboveEveryVersionThatARecordOfTheLostModelsWasFor() {
        var champion = reference(3, 1);
        topics.promote(champion, reference(5, 2));
        assertThat(numbers(NEW).number()).as("a challenger").isEqualTo(6);

        topics.deploy(DeploymentAction.RETIRE, reference(7, 3), champion);
        assertThat(numbers(NEW).number()).as("a subject").isEqualTo(8);

        topics.write(deployment(1, DeploymentAction.PROMOTE, reference(11, 4), reference(11, 4)));
        assertThat(numbers(NEW).number()).as("a record that lost a race").isEqualTo(12);
    }

    @Test
    void aLostSnapshotGetsItsNumberBackAndAnotherSnapshotNeverDoes() {
        topics.promote(reference(3, 1));
        topics.promote(reference(4, 2));

        var lost = numbers(bytes(170, 1));

        assertThat(lost.number()).isEqualTo(3);
        assertThat(lost.keeps(3)).isTrue();
        assertThat(lost.keeps(5)).as("the same bytes are one version").isFalse();
        assertThat(numbers(NEW).keeps(3)).isFalse();
        assertThat(numbers(NEW).keeps(4)).isFalse();
        assertThat(numbers(NEW).keeps(5)).isTrue();
    }

    @Test
    void aRetiredSnapshotGetsANewNumber() {
        var retired = reference(3, 1);
        topics.promote(retired);
        topics.promote(reference(4, 2));
        topics.deploy(DeploymentAction.RETIRE, retired, reference(4, 2));

        assertThat(numbers(bytes(170, 1)).number()).isEqualTo(5);
    }

    @Test
    void aNumberThatAnotherSnapshotHasByNowIsNotGivenBack() {
        topics.promote(reference(3, 1));
        topics.publish("mlp", 3, bytes(170, 2));

        assertThat(numbers(bytes(170, 1)).number()).isEqualTo(4);
    }

    @Test
    void numbersThatAreUsedUpAreSaidAndDoNotOverflow() {
        topics.promote(reference(Integer.MAX_VALUE, 1));

        assertThatThrownBy(() -> numbers(NEW))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("mlp@2147483647")
                .hasMessageContaining("another name");
    }

    @Test
    void theLastNumberIsGivenAndNoneAfterIt() {
        topics.promote(reference(999_999_998, 1));

        assertThat(numbers(NEW).number()).isEqualTo(999_999_999);
        assertThat(numbers(NEW).keeps(999_999_999)).isTrue();
        assertThat(numbers(NEW).keeps(1_000_000_000)).isFalse();

        topics.promote(reference(999_999_999, 2));
        assertThatThrownBy(() -> numbers(NEW)).isInstanceOf(PublishException.class);
    }

    private static ModelReference reference(int version, long seed) {
        return manifest("mlp", version, bytes(170, seed)).getReference();
    }

    private VersionNumbers numbers(byte[] snapshot) {
        var history = new DeploymentHistory(TOPICS.deployments());
        topics.deployments.forEach(history::apply);
        return VersionNumbers.of("mlp", Digests.sha256(snapshot), topics.index(), history);
    }
}
