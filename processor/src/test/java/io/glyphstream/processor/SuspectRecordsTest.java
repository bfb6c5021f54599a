package io.glyphstream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.http.Exposition;
import io.glyphstream.processor.metrics.ProcessorMetrics;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.UndecodableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SuspectRecordsTest {
    private final Exposition exposition = new Exposition("processor", "test");
    private final SuspectRecords suspects = new SuspectRecords(new ProcessorMetrics(exposition));
    private final List<ConsumerRecord<byte[], byte[]>> run =
            IntStream.range(0, 5).mapToObj(SuspectRecordsTest::record).toList();

    @Test
    void recordsOfARunThatFailedAreTriedAloneAndTheOneThatFailsOnIsSetAside() {
        fail(run, new IllegalArgumentException("odd"));
        assertThat(suspects.haveAnyOf(run)).isTrue();
        assertThat(suspects.haveAnyOf(List.of(record(7)))).isFalse();
        suspects.passed(run.get(0));
        for (var attempt = 2; attempt <= SuspectRecords.MOST_ENDS; attempt++) {
            assertThat(suspects.verdict(run.get(1))).isEmpty();
            fail(List.of(run.get(1)), new StreamsException(new IllegalArgumentException("odd")));
        }

        assertThat(suspects.verdict(run.get(1))).hasValue("set aside, for it ended its task 3 times: odd");

        assertThat(suspects.verdict(run.get(2))).isEmpty();
        assertThat(suspects.haveAnyOf(run.subList(0, 1))).isFalse();
        assertThat(exposition.text()).contains("glyphstream_records_set_aside_total{processor=\"test\"} 1.0");
    }

    @Test
    void recordsThatWereOnlyBesideAnotherAreNeverSetAside() {
        for (var i = 0; i < 2 * SuspectRecords.MOST_ENDS; i++) {
            fail(run, new IllegalArgumentException("odd"));
        }

        assertThat(run)
                .allSatisfy(record -> assertThat(suspects.verdict(record)).isEmpty());
    }

    @Test
    void threeSuchRecordsFitIntoWhatTheFailurePolicyReplaces() {
        assertThat(3 * SuspectRecords.MOST_ENDS).isLessThanOrEqualTo(FailurePolicy.MOST_REPLACEMENTS);
        assertThat(6 * (SuspectRecords.MOST_ENDS - 1))
                .as("a fault that hits every record ends the processor")
                .isGreaterThan(FailurePolicy.MOST_REPLACEMENTS);
    }

    static Stream<RuntimeException> faultsOfNoRecord() {
        return Stream.of(
                new StreamsException("no cause"),
                new TaskMigratedException("migrated", new ProducerFencedException("fenced")),
                new StreamsException(new RecordTooLargeException("too large")),
                new StreamsException(new TopicAuthorizationException("predictions")),
                new StreamsException(new ConfigException("wrong")),
                new SchemaRegistryException("away"),
                new StreamsException(new IllegalStateException(new OutOfMemoryError())),
                new IllegalStateException(new NoClassDefFoundError()),
                new IllegalStateException("interrupted", new InterruptedException()),
                new UncheckedIOException(new IOException("disk")),
                new StreamsException(new NoModelException()));
    }

    @ParameterizedTest
    @MethodSource("faultsOfNoRecord")
    void faultsThatAreNotARecordsSetNothingAside(RuntimeException failure) {
        for (var i = 0; i < 2 * SuspectRecords.MOST_ENDS; i++) {
            fail(run, failure);
        }

        assertThat(suspects.haveAnyOf(run)).isFalse();
        assertThat(suspects.verdict(run.get(0))).isEmpty();
    }

    static Stream<RuntimeException> faultsOfARecord() {
        return Stream.of(
                new NullPointerException(),
                new StreamsException(new ArithmeticException("long overflow")),
                new StreamsException("process", new StreamsException(new ClassCastException())),
                new UndecodableRecordException("odd bytes"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfARecord")
    void allOtherFaultsMayBeARecords(RuntimeException failure) {
        fail(run, failure);

        assertThat(suspects.haveAnyOf(run)).isTrue();
    }

    private void fail(List<ConsumerRecord<byte[], byte[]>> records, RuntimeException failure) {
        Runnable failing = () -> {
            throw failure;
        };
        assertThatThrownBy(() -> suspects.guard(records, failing)).isSameAs(failure);
    }

    private static ConsumerRecord<byte[], byte[]> record(int offset) {
        return new ConsumerRecord<>("images", 0, offset, new byte[0], new byte[0]);
    }
}
