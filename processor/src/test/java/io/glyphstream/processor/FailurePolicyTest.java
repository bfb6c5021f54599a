package io.glyphstream.processor;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.SchemaRegistryUnavailableException;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.io.EOFException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class FailurePolicyTest {
    private final Ticking clock = new Ticking();
    private final List<Throwable> givenUp = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(clock, givenUp::add);

    @Test
    void deadThreadIsReplacedUntilItHappensTooOften() {
        for (var i = 0; i < FailurePolicy.MOST_REPLACEMENTS; i++) {
            assertThat(policy.handle(new StreamsException("once more"))).isEqualTo(REPLACE_THREAD);
        }
        var last = new StreamsException("too often");
        assertThat(policy.handle(last)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(givenUp).containsExactly(last);
    }

    @Test
    void lockIsNotHeldWhileTheProcessorIsEnded() {
        var held = new ArrayList<Boolean>();
        var observed = new AtomicReference<FailurePolicy>();
        var watched = new FailurePolicy(clock, failure -> held.add(Thread.holdsLock(observed.get())));
        observed.set(watched);
        watched.handle(new OutOfMemoryError("full"));
        assertThat(held).containsExactly(false);
    }

    @Test
    void registryThatIsAwayIsWaitedForHoweverOften() {
        var away = new StreamsException(
                new SchemaRegistryUnavailableException("down", "no answer", new ConnectException()));
        for (var i = 0; i < 2 * FailurePolicy.MOST_REPLACEMENTS; i++) {
            assertThat(policy.handle(away)).isEqualTo(REPLACE_THREAD);
        }
        assertThat(policy.handle(new StreamsException("the first that counts"))).isEqualTo(REPLACE_THREAD);
        assertThat(givenUp).isEmpty();
        assertThat(FailurePolicy.reason(away)).isEqualTo("no answer");
    }

    @Test
    void registryThatRefusesEndsTheProcessorInTheEnd() {
        var refused = new StreamsException(new SchemaRegistryException("HTTP 401"));
        for (var i = 0; i < FailurePolicy.MOST_REPLACEMENTS; i++) {
            assertThat(policy.handle(refused)).isEqualTo(REPLACE_THREAD);
        }
        assertThat(policy.handle(refused)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void oldReplacementsAreForgiven() {
        for (var i = 0; i < 3 * FailurePolicy.MOST_REPLACEMENTS; i++) {
            clock.now = clock.now.plus(FailurePolicy.PERIOD.dividedBy(5));
            assertThat(policy.handle(new StreamsException("now and then"))).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void whatNoThreadCanHelpEndsTheProcessorAtOnce() {
        assertThat(policy.handle(new StreamsException(new TopicAuthorizationException("predictions"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new MissingSourceTopicException("images is gone")))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new StreamsException(new NoClassDefFoundError("a jar is missing"))))
                .isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void errorOfTheVirtualMachineEndsTheProcessorAtOnce() {
        assertThat(policy.handle(new OutOfMemoryError("Java heap space"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new StreamsException(new IllegalStateException(new StackOverflowError()))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(givenUp).hasSize(2);
    }

    @Test
    void reasonOfAFullHeapIsItsSizeAndHowToGiveItMore() {
        var mebibytes = Runtime.getRuntime().maxMemory() >> 20;

        assertThat(FailurePolicy.reason(new StreamsException(new OutOfMemoryError("Java heap space"))))
                .contains(
                        "Java heap space",
                        "-Xmx" + mebibytes + "m;",
                        "GLYPHSTREAM_JAVA_OPTS=-Xmx" + 2 * mebibytes + "m");
    }

    @Test
    void anInternalRecordOfALaterReleaseEndsTheProcessorAtOnceAndIsNamed() {
        var partials = new Topics("", SchemaIds.fixed()).accuracyPartials().deserializer();
        var later = catchThrowable(() -> partials.deserialize("app-sum-repartition", new byte[] {0, 0, 0, 1, -12, 1}));

        assertThat(policy.handle(new StreamsException("deserialization failed", later)))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(FailurePolicy.reason(givenUp.get(0)))
                .startsWith(
                        "record of app-sum-repartition was written by a later release: schema id 500 but this release"
                                + " reads 1 to ")
                .endsWith("; upgrade this program");
    }

    @Test
    void internalRecordThatCannotBeReadEndsTheProcessorAtOnceAndIsNamed() {
        var cut = new UndecodableRecordException("it ends too soon", new EOFException()).at("app-counts", 2, 70);

        assertThat(policy.handle(new StreamsException("fatal", cut))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(FailurePolicy.reason(givenUp.get(0)))
                .isEqualTo("record of app-counts (partition 2, offset 70) cannot be read: it ends too soon");
    }

    @Test
    void reasonIsThatOfTheCauseThatTellsMost() {
        assertThat(FailurePolicy.reason(new StreamsException("wrapped", new TimeoutException("no answer for 60 s"))))
                .isEqualTo("no answer for 60 s");
        assertThat(FailurePolicy.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
