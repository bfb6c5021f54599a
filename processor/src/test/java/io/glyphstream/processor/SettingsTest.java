package io.glyphstream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glyphstream.http.HttpAddress;
import io.glyphstream.processor.scoring.Polls;
import io.glyphstream.processor.settings.GroupProtocol;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.processor.settings.Recovery;
import io.glyphstream.processor.settings.Tuning;
import io.glyphstream.schemas.AccuracyWindows;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {
    private final ProcessorSettings settings = ProcessorSettings.of("test-1");

    @Test
    void impossibleSettingsAreRefusedWithTheirValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withThreads(0))
                .withMessage("threads must be within [1, 256] but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withTuning(Tuning.THROUGHPUT.withCommitInterval(Duration.ofMinutes(1))))
                .withMessageContaining("60000 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withApplicationId("no spaces"))
                .withMessageContaining("'no spaces'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpAddress.loopback(65_536))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recovery(Duration.ofMillis(10), Duration.ofSeconds(5)))
                .withMessageContaining("PT0.01S");
    }

    @Test
    void answersAreExactlyOnceAndVisibleTenTimesASecondUnlessChosenOtherwise() {
        var config = streams(settings, Map.of());
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        var loose = streams(settings.withGuarantee(Guarantee.AT_LEAST_ONCE), Map.of());
        assertThat(loose.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("at_least_once");
    }

    @Test
    void usersSettingsOverruleOursWhateverTheirPrefix() {
        var config = streams(
                settings,
                Map.of("linger.ms", "7", "consumer.max.poll.records", "5", "main.consumer.session.timeout.ms", "9000"));
        assertThat(config.getProducerConfigs("client")).containsEntry("linger.ms", "7");
        var consumer = config.getMainConsumerConfigs("group", "client", 0);
        assertThat(consumer).containsEntry("max.poll.records", "5").containsEntry("session.timeout.ms", "9000");
    }

    @Test
    void asManyBrokersKeepTheApplicationsOwnTopicsAsTheImages() {
        assertThat(streams(settings, Map.of()).originals())
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", 2);
        assertThat(streams(settings, Map.of("replication.factor", "2")).getInt("replication.factor"))
                .as("the user's choice")
                .isEqualTo(2);
    }

    @Test
    void guaranteeIsNotTheClientsToChange() {
        var config = streams(settings, Map.of("processing.guarantee", "at_least_once", "application.id", "other"));
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("glyphstream-processor");
    }

    @ParameterizedTest
    @EnumSource
    void groupProtocolIsTheProcessorsSetting(GroupProtocol protocol) {
        var config = streams(settings.withGroupProtocol(protocol), Map.of("group.protocol", "other"));
        assertThat(config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualToIgnoringCase(protocol.name());
    }

    @Test
    void sessionIsTheBrokersToDecideUnderTheStreamsProtocol() {
        var config = streams(settings.withGroupProtocol(GroupProtocol.STREAMS), Map.of());
        assertThat(config.originals().keySet()).noneMatch(name -> name.contains("session.timeout.ms"));
    }

    @Test
    void windowsAreAlignedToMinutesBeforeTheEpochToo() {
        assertThat(AccuracyWindows.start(59_999)).isZero();
        assertThat(AccuracyWindows.start(60_000)).isEqualTo(60_000);
        assertThat(AccuracyWindows.start(-1)).isEqualTo(-60_000);
    }

    @Test
    void missingTimeIsTheNewestOfItsPartition() {
        assertThat(extracted(ConsumerRecord.NO_TIMESTAMP, 5000)).isEqualTo(5000);
        assertThat(extracted(ConsumerRecord.NO_TIMESTAMP, -1)).isZero();
        assertThat(extracted(Long.MIN_VALUE, 5000)).isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000000, 1000000", "1060000, 1060000", "1060001, 1060000", "9223372036854775807, 1060000"})
    void noRecordIsMoreThanAMinuteInTheFuture(long timestamp, long expected) {
        assertThat(extracted(timestamp, 5000)).isEqualTo(expected);
    }

    private static long extracted(long timestamp, long newest) {
        var clock = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);
        var record = new ConsumerRecord<Object, Object>(
                "images",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
        return new BoundedTimestamps(clock).extract(record, newest);
    }

    private static StreamsConfig streams(ProcessorSettings settings, Map<String, String> users) {
        var polls = new Polls("images", () -> records -> List.of(), 0);
        return StreamSettings.of(new KafkaCluster("unused:9092", users), settings, 3, Path.of("unused"), polls);
    }
}
