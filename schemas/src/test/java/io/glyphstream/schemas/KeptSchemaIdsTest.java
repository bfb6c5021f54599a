package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSchemaIdsTest {
    private StandInRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new StandInRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aProgramThatStartsWhileTheRegistryIsAwayKnowsWhatItsLastRunKnew(@TempDir Path folder) throws IOException {
        var image = ExampleRecords.image(1, 1, new byte[1]);
        var bytes = topics(folder).images().encode(image);
        topics(folder).models().encode(ExampleRecords.manifest());
        cutOffTheLastLine(folder);
        registry.answer = exchange -> StandInRegistry.send(exchange, 503, "{}");

        var restarted = topics(folder);

        assertThat(restarted.images().decode(bytes)).isEqualTo(image);
        assertThat(restarted.images().encode(image)).isEqualTo(bytes);
        assertThat(restarted.registryOutage()).isEmpty();
        assertThatThrownBy(() -> restarted.models().encode(ExampleRecords.manifest()))
                .isInstanceOf(SchemaRegistryUnavailableException.class);
        assertThat(restarted.registryOutage()).contains("HTTP 503 from " + registry.url());
    }

    @Test
    void aRegistryThatAnswersCountsMoreThanWhatIsKept(@TempDir Path folder) {
        var image = ExampleRecords.image(1, 1, new byte[1]);
        topics(folder).images().encode(image);
        registry.schemas.clear();
        registry.schemas.add(PublishedForm.of(Label.getClassSchema()));

        assertThat(topics(folder).images().encode(image)).startsWith(0, 0, 0, 0, 102);
    }

    /** Who looks while the registry is asked must not see an outage either. */
    @Test
    void anIdThatIsKeptIsNoOutageNotEvenForAMoment(@TempDir Path folder) throws Exception {
        topics(folder).images().encode(ExampleRecords.image(1, 1, new byte[1]));
        registry.answer = exchange -> StandInRegistry.send(exchange, 503, "{}");
        var ids = new RegistrySchemaIds(
                registry.url(), Duration.ofSeconds(1), Duration.ZERO, System::nanoTime, Optional.of(folder));
        var done = new AtomicBoolean();
        var outages = new FutureTask<>(() -> {
            long seen = 0;
            while (!done.get()) {
                seen += ids.outage().isPresent() ? 1 : 0;
            }
            return seen;
        });
        new Thread(outages, "looker").start();

        for (int i = 0; i < 20; i++) {
            assertThat(ids.idOf(Topics.DEFAULT_PREFIX + "images-value", Image.getClassSchema()))
                    .isEqualTo(101);
        }

        done.set(true);
        assertThat(outages.get()).isZero();
    }

    private static void cutOffTheLastLine(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var file = files.findFirst().orElseThrow();
            var text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.length() - 10));
        }
    }

    private Topics topics(Path folder) {
        var settings = Map.of(SchemaIds.REGISTRY_URL, registry.url().toString());
        return new Topics(Topics.DEFAULT_PREFIX, SchemaIds.of(settings, Optional.of(folder)));
    }
}
