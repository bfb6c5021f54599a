package io.glyphstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExpositionTest {
    @Test
    void everySeriesNamesTheService() {
        var exposition = new Exposition("trainer", "night");
        exposition.gauge("images", "How many.", () -> 3);
        exposition
                .counter("labels_total", "How many.", "kind")
                .labelValues("later")
                .inc();

        assertThat(exposition.text().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "images{trainer=\"night\"} 3.0", "labels_total{kind=\"later\",trainer=\"night\"} 1.0");
    }

    @Test
    void nameLosesTheProcessIdAtItsEndAndNothingElse() {
        assertThat(Exposition.name("processor-host-4711", 4711)).isEqualTo("processor-host");
        assertThat(Exposition.name("processor-host-14711", 4711)).isEqualTo("processor-host-14711");
        assertThat(Exposition.name("-4711", 4711)).isEqualTo("-4711");
        assertThat(Exposition.name("left", 4711)).isEqualTo("left");
    }
}
