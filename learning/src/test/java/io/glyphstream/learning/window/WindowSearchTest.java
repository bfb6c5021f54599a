package io.glyphstream.learning.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.learning.LoggedPipeline;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.OffsetRange;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows are found from the end of the log backwards, and come back from the ranges that name them. */
@Timeout(120)
final class WindowSearchTest {

    private static final ImageShape SMALL = ImageShape.gray(1, 2, 4);

    private static EmbeddedBroker broker;

    private LoggedPipeline pipeline;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        var name = test.getTestMethod().orElseThrow().getName() + "-"
                + Integer.toHexString(test.getDisplayName().hashCode());
        pipeline = new LoggedPipeline(broker.bootstrapServers(), name + ".", 4);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void fewLabelsFarBackAreFoundAndTheRangesBeginAtTheOldestOfThem() throws Exception {
        small("before-", 0, 500, 0);
        IntStream.range(0, 30).forEach(i -> pipeline.sendImage(0, "labeled-" + i, 1, new byte[] {1, (byte) i}, i % 4));
        IntStream.range(0, 20).forEach(i -> {
            pipeline.sendImage(0, "late-" + i, 1, new byte[] {2, (byte) i}, null);
            pipeline.sendLabel(0, "late-" + i, i % 4);
        });
        IntStream.range(0, 5_000).forEach(i -> pipeline.sendImage(0, "none-" + i, 1, new byte[] {3, 4}, null));

        var window = find(WindowRule.newest(50));

        assertThat(window.images())
                .extracting(LoggedImage::id)
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> i < 30 ? "labeled-" + i : "late-" + (i - 30))
                        .toList());
        assertThat(range(window, 0).getFrom()).isEqualTo(500);
        assertThat(range(window, 0).getTo()).isEqualTo(500 + 50 + 5_000);
        assertReadsTheSame(window);
    }

    @Test
    void imagesOfAnotherSizeDoNotShortenTheWindow() throws Exception {
        small("small-", 0, 60, 1);
        IntStream.range(0, 3_000)
                .forEach(i -> pipeline.sendImage(i % 4, "large-" + i, 3, new byte[] {1, 2, 3, 4, 5, 6}, i % 2));

        var ofSmall = find(WindowRule.newest(40), Optional.of(SMALL));
        var ofNewest = find(WindowRule.newest(40));

        assertThat(ofSmall.size()).isEqualTo(40);
        assertThat(ofSmall.images()).extracting(LoggedImage::id).first().isEqualTo("small-20");
        assertThat(ofSmall.shape()).isEqualTo(SMALL);
        assertThat(ofNewest.shape()).isEqualTo(ImageShape.gray(3, 2, 2));
        assertThat(ofNewest.size()).isEqualTo(40);
        assertReadsTheSame(ofSmall);
        assertReadsTheSame(ofNewest);
    }

    @Test
    void partitionsWithoutRecordsHaveEmptyRanges() throws Exception {
        small("only-", 2, 200, 3);

        var window = find(WindowRule.newest(20));

        assertThat(window.images()).extracting(LoggedImage::id).first().isEqualTo("only-180");
        assertThat(window.ranges().images())
                .extracting(OffsetRange::getPartition, range -> range.getTo() - range.getFrom())
                .containsExactly(tuple(0, 0L), tuple(1, 0L), tuple(2, 20L), tuple(3, 0L));
        assertThat(window.ranges().labels())
                .allSatisfy(range -> assertThat(range.getFrom()).isEqualTo(range.getTo()));
        assertReadsTheSame(window);
    }

    @Test
    void anEmptyLogGivesAnEmptyWindow() throws Exception {
        var window = find(WindowRule.newest(20));

        assertThat(window.size()).isZero();
        assertReadsTheSame(window);
    }

    @Test
    void ofEachClassAsManyAreFoundHoweverFarBack() throws Exception {
        small("rare-", 1, 10, 0);
        small("rare-too-", 3, 10, 2);
        small("often-", 1, 3_000, 1);

        var window = find(WindowRule.newestOfEachClass(10), Optional.of(SMALL));

        assertThat(window.images().stream().mapToInt(LoggedImage::label).filter(label -> label == 0))
                .hasSize(10);
        assertThat(window.images().stream().mapToInt(LoggedImage::label).filter(label -> label == 2))
                .hasSize(10);
        assertThat(window.images().stream().mapToInt(LoggedImage::label).filter(label -> label == 1))
                .hasSize(10);
        assertReadsTheSame(window);
    }

    @ParameterizedTest
    @CsvSource({"images, 0, 30", "images, 2, 5", "labels, 0, 1"})
    void rangesWhoseRecordsAreGoneAreNamed(String topic, int partition, long before) {
        for (int number : new int[] {0, 2}) {
            for (int i = 0; i < 50; i++) {
                pipeline.sendImage(number, number + "-" + i, 1, new byte[] {1, (byte) i}, null);
                pipeline.sendLabel(number, number + "-" + i, i % 4);
            }
        }
        var window = find(WindowRule.newest(100));
        var changed = topic.equals("images")
                ? pipeline.topics().images()
                : pipeline.topics().labels();
        pipeline.removeBefore(changed, partition, before);

        assertThatThrownBy(() -> read(window))
                .isInstanceOfSatisfying(
                        MissingRecordsException.class,
                        missing -> assertThat(missing.ranges())
                                .containsExactly(changed.name() + " partition " + partition
                                        + ", offsets 0 to 49: the log begins at " + before));
    }

    private void small(String ids, int partition, int count, int label) {
        IntStream.range(0, count)
                .forEach(i -> pipeline.sendImage(partition, ids + i, 1, new byte[] {(byte) label, (byte) i}, label));
    }

    private LogWindow find(WindowRule rule) {
        return find(rule, Optional.empty());
    }

    private LogWindow find(WindowRule rule, Optional<ImageShape> shape) {
        pipeline.flush();
        return new WindowSearch(pipeline.cluster(), pipeline.topics()).find(rule, shape, ReadProgress.untold());
    }

    private void assertReadsTheSame(LogWindow window) throws MissingRecordsException {
        var again = read(window);

        assertThat(again.sha256()).isEqualTo(window.sha256());
        assertThat(again.images())
                .extracting(LoggedImage::id)
                .containsExactlyElementsOf(
                        window.images().stream().map(LoggedImage::id).toList());
    }

    private LogWindow read(LogWindow window) throws MissingRecordsException {
        var data = window.data();
        return new LogReader(pipeline.cluster(), pipeline.topics())
                .read(
                        new LogRanges(data.getImages(), data.getLabels()),
                        WindowRule.parse(data.getWindow()),
                        Optional.of(window.shape()),
                        ReadProgress.untold());
    }

    private static OffsetRange range(LogWindow window, int partition) {
        return window.ranges().images().get(partition);
    }
}
