package io.glyphstream.it;

import static io.glyphstream.it.HostileModels.manifest;
import static io.glyphstream.it.Models.DIGITS;
import static io.glyphstream.it.Models.GOOD;
import static io.glyphstream.it.Models.POOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.processor.ImageProcessor;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.SigningKeys;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.ModelRetention;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.trainer.TrainedModel;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is put on the topics, live or before the start: it is refused with its reason, and the last good model serves. */
@Timeout(240)
final class HostileModelsTest {
    private static final SigningKeys.Pair KEYS = SigningKeys.generate();
    private static final SigningKey KEY = SigningKey.parse(KEYS.privateKey());
    private static final long MOST_ALLOCATED = 128L << 20;

    private final Map<Integer, String> reasons = new LinkedHashMap<>();

    @Test
    void everyBadModelIsRefusedWithItsReasonLiveAndAtTheStart() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary());
                var pipeline = new Pipeline(broker.bootstrapServers(), "hostile.", SchemaIds.fixed())) {
            pipeline.createTopics();
            var old = publish(pipeline, "old", GOOD);
            var first = pipeline.deployments()
                    .promote(old.getReference(), Pipeline.ACTOR, "the first")
                    .deployment();
            var good = publish(pipeline, "mlp", POOR);
            pipeline.deployments().promote(good.getReference(), Pipeline.ACTOR, "good");
            retire(pipeline, old.getReference());
            var live = run(pipeline, "live");
            long allocated = allocatedByFollowers();
            try (var hostile = new HostileModels(pipeline, KEY, 3)) {
                attack(hostile, good);
                replay(hostile, old, first);
            }

            assertRefused(live);

            assertThat(allocatedByFollowers() - allocated)
                    .as("bytes allocated by the follower")
                    .isLessThan(MOST_ALLOCATED);
            pipeline.feed("live", DIGITS.test().range(0, 50));
            pipeline.predictions().readUntil(50);
            live.close();
            var restarted = run(pipeline, "restarted");
            assertRefused(restarted);
            pipeline.feed("restarted", DIGITS.test().range(0, 50));
            pipeline.predictions().readUntil(100);
            pipeline.requireVerified();
            restarted.close();
            assertThat(pipeline.answers())
                    .hasSize(100)
                    .allSatisfy(prediction ->
                            assertThat(Pipeline.models(prediction)).containsExactly(good.getReference()));
        }
    }

    private void attack(HostileModels hostile, ModelManifest good) throws Exception {
        byte[] snapshot = GOOD.snapshot();
        var sha = Digests.sha256(snapshot);

        reasons.put(2, "chunk 1 of 1 is missing");
        hostile.promote(manifest(2, GOOD, HostileModels.ofVersion(snapshot, 2)));

        byte[] flipped = HostileModels.ofVersion(snapshot, 3);
        reasons.put(3, "the SHA-256 of chunk 1 of 1 is");
        hostile.chunk(Digests.sha256(flipped), HostileModels.withFlippedBit(flipped));
        hostile.promote(manifest(3, GOOD, flipped));

        byte[] cut = HostileModels.ofVersion(snapshot, 4);
        reasons.put(4, "the SHA-256 of chunk 1 of 1 is");
        hostile.chunk(Digests.sha256(cut), HostileModels.withoutItsLastByte(cut));
        hostile.promote(manifest(4, GOOD, cut));

        hostile.chunk(sha, snapshot);
        reasons.put(5, "its manifest has a probe of 784 pixels where the model takes 756");
        hostile.promote(manifest(5, GOOD, snapshot, snapshot.length, 27));

        byte[] notANumber = Spoiled.withoutABias(snapshot);
        reasons.put(6, "a weight must be a finite float but was NaN");
        hostile.chunk(Digests.sha256(notANumber), notANumber);
        hostile.promote(manifest(6, GOOD, notANumber));

        byte[] bomb = HostileModels.deflateBomb(300_000);
        reasons.put(7, "is a bomb");
        hostile.chunk(Digests.sha256(bomb), bomb);
        hostile.promote(manifest(7, GOOD, bomb));

        reasons.put(8, "its manifest claims 2147483648 bytes");
        hostile.promote(manifest(8, GOOD, snapshot, 1L << 31, 28));

        reasons.put(9, "its signature is by none of the 1 trusted key");
        var foreign = SigningKey.parse(SigningKeys.generate().privateKey());
        hostile.promoteAsItIs(foreign.sign(manifest(9, GOOD, snapshot)));

        reasons.put(10, "it is not signed");
        hostile.promoteAsItIs(manifest(10, GOOD, snapshot));

        reasons.put(11, "its signature is by none of the 1 trusted key");
        hostile.promoteAsItIs(ManifestStatement.signed(manifest(11, POOR, POOR.snapshot()), good.getSignature()));

        byte[] later = HostileModels.ofVersion(snapshot, 13);
        reasons.put(
                13,
                "manifest says forest, but this release knows only perceptron, nearest-neighbors, network, graph,"
                        + " ensemble");
        hostile.chunk(Digests.sha256(later), later);
        hostile.promote(HostileModels.ofKind("forest", manifest(13, GOOD, later)));

        var billion = new ModelReference("mlp", 12, sha);
        hostile.manifest(billion, HostileModels.manifestOfABillionChunks(billion));
        hostile.promote(billion);
    }

    /** Everything that made an older version serve, byte for byte, and a decision for it that would be the next. */
    private static void replay(HostileModels hostile, ModelManifest old, Deployment first) throws Exception {
        hostile.chunk(old.getReference().getSha256(), GOOD.snapshot());
        hostile.manifest(old);
        hostile.deploy(first);
        hostile.promote(old.getReference());
    }

    private static void retire(Pipeline pipeline, ModelReference reference) {
        pipeline.deployments().retire(reference, Pipeline.ACTOR, "old");
        try (var retention = new ModelRetention(pipeline.cluster, pipeline.topics)) {
            retention.remove(reference);
        }
    }

    /** Each with its reason; the manifest of a billion chunks means nothing, so that its version is not there. */
    private void assertRefused(ImageProcessor processor) {
        await().atMost(Pipeline.PATIENCE).untilAsserted(() -> {
            var page = new ObjectMapper()
                    .readTree(Pipeline.get(processor, "/status").body());
            var found = new HashMap<Integer, String>();
            page.get("rejected")
                    .forEach(rejected -> found.put(
                            rejected.get("version").asInt(),
                            rejected.get("reason").asText()));
            assertThat(found).containsOnlyKeys(reasons.keySet());
            reasons.forEach((version, reason) -> assertThat(found.get(version)).contains(reason));
            assertThat(page.get("follower").asText()).contains("mlp@12: it is not published");
            assertThat(page.get("unreadableRecords").asInt())
                    .as("the manifest of a billion chunks, and two decisions that are void")
                    .isEqualTo(3);
            assertThat(page.get("champion").get("version").asInt()).isEqualTo(1);
        });
    }

    private static ModelManifest publish(Pipeline pipeline, String name, TrainedModel model) {
        try (var publisher =
                new ModelPublisher(pipeline.cluster, pipeline.topics, Clock.systemUTC(), Optional.of(KEY))) {
            return publisher
                    .publish(model.draft(name, Pipeline.ACTOR), model.snapshot(), PublishListener.silent())
                    .manifest();
        }
    }

    private static ImageProcessor run(Pipeline pipeline, String instance) throws InterruptedException {
        return pipeline.run(pipeline.settings(instance), ModelTrust.in(List.of(KEYS.publicKey())));
    }

    /** A bomb that is inflated, or an array of a claimed size, would show here whatever the collector does. */
    private static long allocatedByFollowers() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("model-follower")) {
                sum += threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        return sum;
    }
}
