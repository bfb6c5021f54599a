package io.glyphstream.registry.following;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.SigningKeys;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.RecordKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may put a version in service: the holder of a trusted key, and nobody who replays old records. */
final class FollowerTrustTest {
    private static final SigningKeys.Pair TRUSTED = SigningKeys.generate();

    private final WrittenTopics topics = new WrittenTopics();
    private ReadingFollower follower = new ReadingFollower(topics, ModelTrust.everybody());

    @ParameterizedTest
    @EnumSource
    void withTrustedKeysAVersionServesOnlyIfOneOfThemHasSignedItAsItIs(FollowerStateTest.Met met) {
        follower = new ReadingFollower(topics, ModelTrust.in(List.of(TRUSTED.publicKey())));
        servingGoodThen(met);
        var unsigned = publishSigned(2, Optional.empty());
        var foreign = publishSigned(3, Optional.of(SigningKeys.generate()));
        var trusted = publishSigned(4, Optional.of(TRUSTED));
        var relabeled = manifest("mlp", 5, good(4));
        topics.write(ManifestStatement.signed(relabeled, trusted.getSignature()));
        for (var manifest : List.of(unsigned, foreign, relabeled)) {
            topics.promote(manifest.getReference());
        }

        follower.read();

        assertThat(follower.status())
                .startsWith("serving deployment 1: mlp@1 answers; not serving [")
                .contains(
                        "mlp@2: it is not signed",
                        "mlp@3: its signature is by none",
                        "mlp@5: its signature is by none");
        assertThat(follower.loads).doesNotContainKeys("mlp@2", "mlp@3", "mlp@5");
        topics.promote(trusted.getReference());
        follower.read();
        assertThat(follower.status()).isEqualTo("serving deployment 5: mlp@4 answers");
    }

    @Test
    void aVersionThatIsSignedAfterItWasRefusedServes() {
        follower = new ReadingFollower(topics, ModelTrust.in(List.of(TRUSTED.publicKey())));
        servingGoodThen(FollowerStateTest.Met.LIVE);
        var unsigned = publishSigned(2, Optional.empty());
        topics.promote(unsigned.getReference());
        follower.read();

        topics.write(SigningKey.parse(TRUSTED.privateKey()).sign(unsigned));
        follower.read();

        assertThat(follower.status()).isEqualTo("serving deployment 2: mlp@2 answers");
        topics.write(unsigned);
        follower.read();
        assertThat(follower.unreadable).hasSize(1);
        assertThat(topics.index().find("mlp", 2).orElseThrow().getSignature()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasRetiredNeverServesAgainWhateverIsReplayed(FollowerStateTest.Met met) {
        var mlp1 = topics.publish("mlp", 1, good(1));
        topics.promote(mlp1);
        var mlp2 = topics.publish("mlp", 2, good(2));
        topics.promote(mlp2);
        topics.deploy(DeploymentAction.RETIRE, mlp1, mlp2);
        topics.raw(RecordKeys.manifest("mlp", 1), null);
        if (met == FollowerStateTest.Met.LIVE) {
            follower.read();
        }
        topics.publish("mlp", 1, good(1));
        topics.write(WrittenTopics.deployment(1, DeploymentAction.PROMOTE, mlp1, mlp1));
        topics.write(WrittenTopics.deployment(4, DeploymentAction.PROMOTE, mlp1, mlp1));
        topics.write(WrittenTopics.deployment(4, DeploymentAction.SHADOW, mlp1, mlp2, mlp1));

        follower.read();

        assertThat(follower.status()).isEqualTo("serving deployment 3: mlp@2 answers");
        assertThat(follower.unreadable)
                .hasSize(3)
                .last()
                .isEqualTo("deployment 4 puts mlp@1 in service, which is retired");
    }

    @Test
    void aRestartThatFallsBackBehindABadChampionPassesOverWhatWasRetiredSince() {
        var mlp1 = topics.publish("mlp", 1, good(1));
        topics.promote(mlp1);
        var mlp2 = topics.publish("mlp", 2, good(2));
        topics.promote(mlp2);
        var bad = topics.publish("mlp", 3, poisoned(3));
        topics.promote(bad);
        topics.deploy(DeploymentAction.RETIRE, mlp2, bad);

        follower.read();

        assertThat(follower.current().champion().reference()).isEqualTo(mlp1);
        assertThat(follower.status()).contains("mlp@3: poisoned", "mlp@2: it is retired");
    }

    private ModelManifest publishSigned(int version, Optional<SigningKeys.Pair> pair) {
        var manifest = manifest("mlp", version, good(version));
        var signed = pair.map(keys -> SigningKey.parse(keys.privateKey()).sign(manifest))
                .orElse(manifest);
        topics.chunks(manifest.getReference().getSha256(), WrittenTopics.cut(good(version)));
        topics.write(signed);
        return signed;
    }

    private void servingGoodThen(FollowerStateTest.Met met) {
        topics.promote(publishSigned(1, Optional.of(TRUSTED)).getReference());
        if (met == FollowerStateTest.Met.LIVE) {
            follower.read();
        }
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
