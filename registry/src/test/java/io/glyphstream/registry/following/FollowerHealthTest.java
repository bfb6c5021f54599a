package io.glyphstream.registry.following;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class FollowerHealthTest {
    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final FollowerHealth health = new FollowerHealth(nanoTime::get);

    @Test
    void pausesGrowToThirtySecondsAndAreShortAgainAfterASuccess() {
        var pauses = Stream.generate(health::nextPause).limit(6).map(Duration::toSeconds);

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
        health.succeeded();
        assertThat(health.nextPause()).isEqualTo(FollowerHealth.FIRST_PAUSE);
    }

    @Test
    void aReasonIsNewOnce() {
        assertThat(health.failed("denied")).isTrue();
        assertThat(health.failed("denied")).isFalse();
        assertThat(health.failed("no answer")).isTrue();
        assertThat(health.succeeded()).isTrue();
        assertThat(health.succeeded()).isFalse();
        assertThat(health.failed("no answer")).isTrue();
    }

    @Test
    void ageIsTheTimeSinceTheLastSuccess() {
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        health.failed("denied");
        assertThat(health.age()).isEqualTo(Duration.ofSeconds(3));

        health.succeeded();
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(health.age()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRightThatIsMissingIsNamedWithItsTopics() {
        var denied = new TopicAuthorizationException("not authorized", Set.of("models", "deployments"));

        assertThat(FollowerHealth.topics(denied)).isEqualTo("deployments and models");
        assertThat(FollowerHealth.reason(denied))
                .isEqualTo("the right READ is missing (not authorized); grant it to this user");
    }
}
