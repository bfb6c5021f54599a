package io.glyphstream.processor.scoring;

import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.key;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.perceptron;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glyphstream.http.Exposition;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.Pipeline;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.processor.metrics.RefusalKind;
import io.glyphstream.registry.following.ModelSet;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PollsTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());
    private static final String IMAGES = TOPICS.images().name();

    private final ModelSet<Classifier> models =
            set(1, List.of(served("mlp", 1, perceptron(1)), served("knn", 1, neighbors(2))));
    private final Classification classification = new Classification(
            TOPICS,
            () -> models,
            Clock.fixed(Pipeline.NOW, ZoneOffset.UTC),
            new ProcessorMetrics(new Exposition("processor", "test")));
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<Polls> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Polls::close);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "31, 0", "32, 0", "33, 0", "1500, 0", "63, 1", "64, 1", "1500, 1", "1500, 3"})
    void outcomesOfAPollAreThoseOfItsRecordsAlone(int count, int helpers) {
        var polls = open(helpers);
        var records = records(0, 0, count);
        var runs = runs(polls.regroup(poll(Map.of(0, records))), 0);
        assertThat(runs.stream().flatMap(run -> run.records().stream())).containsExactlyElementsOf(records);
        for (var run : runs) {
            var outcomes = polls.outcomes(run);
            for (var i = 0; i < outcomes.size(); i++) {
                assertSame(outcomes.get(i), polls.outcome(run.records().get(i)));
            }
        }
        assertThat(polls.size()).isZero();
    }

    private static void assertSame(Outcome outcome, Outcome alone) {
        if (outcome instanceof Outcome.Answer answer) {
            assertThat(answer.prediction()).isEqualTo(((Outcome.Answer) alone).prediction());
            assertThat(Outcome.Answer.serializer().serialize("", answer))
                    .isEqualTo(Outcome.Answer.serializer().serialize("", (Outcome.Answer) alone));
            return;
        }
        assertThat(outcome).isEqualTo(alone);
    }

    @Test
    void recordThatStandsForARunHasThePlaceOfItsFirst() {
        var polls = open(0);
        var records = records(3, 1000, 40);
        var regrouped = polls.regroup(poll(Map.of(3, records)));
        assertThat(regrouped.records(new TopicPartition(IMAGES, 3)))
                .extracting(ConsumerRecord::offset)
                .containsExactly(1000L, 1032L);
        assertThat(regrouped.nextOffsets())
                .isEqualTo(Map.of(new TopicPartition(IMAGES, 3), new OffsetAndMetadata(1040)));
    }

    @Test
    void partitionsOfASmallPollAreDecidedTogether() {
        var polls = open(0);
        var regrouped = polls.regroup(poll(Map.of(0, records(0, 100, 3), 1, records(1, 200, 4))));
        runs(regrouped, 1).forEach(polls::outcomes);
        runs(regrouped, 0).forEach(polls::outcomes);
        assertThat(sizes).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void slicesGrowWithTheBacklogAndStayBounded(int helpers) {
        decideBacklog(helpers, Duration.ofNanos(100_000));
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(512));
        assertThat(sizes).contains(512);
    }

    @Test
    void slicesOfAQuickModelStaySmaller() {
        decideBacklog(0, Duration.ofNanos(1_000));
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(128));
        assertThat(sizes).contains(128);
    }

    @Test
    void slicesOfASlowModelTakeNoLongerThanTheyMay() {
        decideBacklog(0, Duration.ofMillis(10));
        assertThat(sizes.get(0)).as("before anything is known").isEqualTo(32);
        assertThat(sizes.subList(sizes.size() - 5, sizes.size())).containsOnly(20);
    }

    /** Decides ten polls of 600 images, each of which takes so long on a clock of its own. */
    private void decideBacklog(int helpers, Duration each) {
        var nanos = new AtomicLong();
        var polls = new Polls(
                IMAGES,
                () -> {
                    var newest = classification.newest();
                    return records -> {
                        sizes.add(records.size());
                        nanos.addAndGet(records.size() * each.toNanos());
                        return newest.outcomes(records);
                    };
                },
                helpers,
                nanos::get);
        opened.add(polls);
        for (var poll = 0; poll < 10; poll++) {
            runs(polls.regroup(poll(Map.of(0, records(0, poll * 600L, 600)))), 0)
                    .forEach(polls::outcomes);
        }
    }

    @Test
    void otherTopicsPassUnchanged() {
        var partition = new TopicPartition("accuracy-partials", 0);
        var poll = new ConsumerRecords<>(Map.of(partition, records(0, 0, 5)), Map.of());
        assertThat(open(0).regroup(poll).records(partition)).isEqualTo(poll.records(partition));
    }

    @Test
    void recordThatDidNotComeThroughThePollsIsAlone() {
        var reader = Polled.serde().deserializer();
        var values = new ArrayList<byte[]>();
        reader.deserialize(IMAGES, new RecordHeaders(), key("junk")).giveTo(new Values(), values);
        assertThat(values).containsExactly(key("junk"));
    }

    @Test
    void helperDecidesWhatTheStreamHasNotComeToYet() {
        var polls = open(1);
        var runs = runs(polls.regroup(poll(Map.of(0, records(0, 0, 500)))), 0);
        await().until(() -> polls.size() < 64);
        assertThat(sizes).isNotEmpty();
        runs.forEach(polls::outcomes);
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(500);
    }

    @Test
    void streamTakesTheNextSliceWhileAHelperIsAtItsOwn() throws Exception {
        var helperIsIn = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var polls = open(1, () -> records -> {
            sizes.add(records.size());
            if (Thread.currentThread().getName().startsWith("score-ahead")) {
                helperIsIn.countDown();
                awaitUninterrupted(go);
            }
            return classification.newest().outcomes(records);
        });
        var runs = runs(polls.regroup(poll(Map.of(0, records(0, 0, 64)))), 0);
        helperIsIn.await();
        assertThat(polls.size()).isEqualTo(32);
        var stream = new Thread(() -> polls.outcomes(runs.get(0)));
        stream.start();
        await().until(() -> polls.size() == 0);
        assertThat(runs.get(0).slice().isDecided()).isFalse();
        go.countDown();
        stream.join();
        assertThat(runs).allSatisfy(run -> assertThat(run.slice().isDecided()).isTrue());
    }

    @Test
    void versionsNeverGoBackWithinAPartition() {
        var version = new AtomicLong();
        var decided = new ArrayList<Long>();
        var polls = open(0, () -> {
            var mine = version.incrementAndGet();
            return records -> {
                records.forEach(record -> decided.add(mine * 1000 + record.partition()));
                return records.stream()
                        .<Outcome>map(record -> new Outcome.Refusal(RefusalKind.UNREADABLE, "by " + mine))
                        .toList();
            };
        });
        // Slices of 32: partition 0 lies in the first alone, partition 1 in the first and the second.
        var regrouped = polls.regroup(poll(Map.of(0, records(0, 0, 20), 1, records(1, 0, 40))));
        var later = polls.outcomes(runs(regrouped, 1).get(1));
        var earlier = polls.outcomes(runs(regrouped, 1).get(0));
        assertThat(earlier.get(0))
                .isEqualTo(later.get(0))
                .isEqualTo(new Outcome.Refusal(RefusalKind.UNREADABLE, "by 1"));
        assertThat(decided).hasSize(60);
    }

    @Test
    void newModelsDecideWhatWasPolledBeforeThemAndNobodyHasBegunWith() {
        var version = new AtomicLong(1);
        var polls = open(0, () -> {
            var mine = version.get();
            return records -> records.stream()
                    .<Outcome>map(record -> new Outcome.Refusal(RefusalKind.UNREADABLE, "by " + mine))
                    .toList();
        });
        var runs = runs(polls.regroup(poll(Map.of(0, records(0, 0, 64)))), 0);

        var before = polls.outcomes(runs.get(0));
        version.set(2);
        var after = polls.outcomes(runs.get(1));

        assertThat(before).containsOnly(new Outcome.Refusal(RefusalKind.UNREADABLE, "by 1"));
        assertThat(after).containsOnly(new Outcome.Refusal(RefusalKind.UNREADABLE, "by 2"));
    }

    @Test
    void endOfAHelperIsTold() throws Exception {
        var error = new OutOfMemoryError("made up");
        var polls = open(1, () -> {
            throw error;
        });

        polls.regroup(poll(Map.of(0, records(0, 0, 100))));

        assertThat(polls.helperDied().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isSameAs(error);
    }

    @Test
    void whatWasThrownWhileDecidingIsThrownToTheStream() {
        for (var helpers : new int[] {0, 1}) {
            var polls = open(helpers, () -> records -> {
                throw new IllegalStateException("broken");
            });
            var run =
                    runs(polls.regroup(poll(Map.of(0, records(0, 0, 100)))), 0).get(0);
            assertThatThrownBy(() -> polls.outcomes(run)).hasMessage("broken");
        }
    }

    @Test
    void partitionThatLeavesIsForgottenAndStillAnsweredWhereItIsAskedFor() {
        var polls = open(0);
        var regrouped = polls.regroup(poll(Map.of(0, records(0, 0, 32), 1, records(1, 0, 5))));
        assertThat(polls.size()).isEqualTo(37);
        polls.forget(0);
        assertThat(polls.size()).isEqualTo(5);
        assertThat(polls.outcomes(runs(regrouped, 0).get(0))).hasSize(32);
        polls.forget(1);
        assertThat(polls.size()).isZero();
    }

    /** Takes the values of records that came alone, and no run. */
    private static final class Values implements Polled.Receiver<List<byte[]>> {
        @Override
        public void run(Polled.Run run, List<byte[]> values) {
            throw new AssertionError("a run of " + run.records().size());
        }

        @Override
        public void alone(byte @Nullable [] value, List<byte[]> values) {
            values.add(Objects.requireNonNull(value));
        }
    }

    private Polls open(int helpers) {
        return open(helpers, () -> {
            var newest = classification.newest();
            return records -> {
                sizes.add(records.size());
                return newest.outcomes(records);
            };
        });
    }

    private Polls open(int helpers, Supplier<Decision> newest) {
        var polls = new Polls(IMAGES, newest, helpers);
        opened.add(polls);
        return polls;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the runs as Kafka Streams hands them to the topology. */
    private static List<Polled.Run> runs(ConsumerRecords<byte[], byte[]> regrouped, int partition) {
        var reader = Polled.serde().deserializer();
        return regrouped.records(new TopicPartition(IMAGES, partition)).stream()
                .map(record -> (Polled.Run) reader.deserialize(IMAGES, record.headers(), record.value()))
                .toList();
    }

    private static ConsumerRecords<byte[], byte[]> poll(Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records) {
        var byPartition = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
        new TreeMap<>(records).forEach((number, list) -> {
            var partition = new TopicPartition(IMAGES, number);
            byPartition.put(partition, list);
            next.put(partition, new OffsetAndMetadata(list.get(list.size() - 1).offset() + 1));
        });
        return new ConsumerRecords<>(byPartition, next);
    }

    /** Mostly images; every seventh record is junk. */
    private static List<ConsumerRecord<byte[], byte[]>> records(int partition, long offset, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var id = partition + "-" + (offset + i);
                    var value = i % 7 == 6 ? key("junk") : TOPICS.images().encode(image(id, i % 3, offset + i));
                    return new ConsumerRecord<>(IMAGES, partition, offset + i, key(id), value);
                })
                .toList();
    }
}
