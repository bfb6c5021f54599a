package io.glyphstream.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfusionReportsTest {

    private final Topics topics = new Topics("glyphstream.", SchemaIds.fixed());
    private final ConfusionReports reports = new ConfusionReports(topics);

    @Test
    void theNewestReportOfEachVersionCounts() {
        take(HandMade.MLP, 10, null);
        take(HandMade.KNN, 20, null);
        take(HandMade.MLP, 30, null);

        assertThat(seen("mlp@1", null)).contains(30L);
        assertThat(seen("knn@2", null)).contains(20L);
        assertThat(seen("mlp@2", null)).isEmpty();
        assertThat(reports.versions())
                .extracting(ConfusionReports.Version::reference)
                .containsExactly(HandMade.MLP, HandMade.KNN);
    }

    @Test
    void aWindowIsAnotherReportThanTheTotal() {
        take(HandMade.MLP, 10, HandMade.NOON);

        assertThat(seen("mlp@1", HandMade.NOON)).contains(10L);
        assertThat(seen("mlp@1", null)).isEmpty();
        take(HandMade.MLP, 70, null);
        assertThat(seen("mlp@1", HandMade.NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void theLastSixtyWindowsAreKept() {
        for (int minute = 0; minute < 65; minute++) {
            take(HandMade.MLP, minute, HandMade.NOON.plus(Duration.ofMinutes(minute)));
        }
        take(HandMade.MLP, 1, HandMade.NOON);

        var windows = reports.versions().get(0).windows();

        assertThat(windows).hasSize(60);
        assertThat(windows.get(0)).isEqualTo(HandMade.NOON.plus(Duration.ofMinutes(64)));
        assertThat(windows.get(59)).isEqualTo(HandMade.NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void versionsThatWereNotReportedOfForLongestAreForgotten() {
        for (int version = 1; version <= ConfusionReports.VERSIONS + 2; version++) {
            take(new ModelReference("mlp", version, HandMade.MLP.getSha256()), version, null);
            take(HandMade.KNN, version, null);
        }

        assertThat(reports.versions()).hasSize(ConfusionReports.VERSIONS);
        assertThat(seen("knn@2", null)).isPresent();
        assertThat(seen("mlp@3", null)).isEmpty();
        assertThat(seen("mlp@4", null)).isPresent();
    }

    private Optional<Long> seen(String version, @Nullable Instant window) {
        return reports.find(version, Optional.ofNullable(window)).map(AccuracyReport::getSeen);
    }

    private void take(ModelReference model, long seen, @Nullable Instant window) {
        var report = StreamRecords.report(model, seen, seen, window);
        reports.take(report, topics.accuracy().encode(report));
    }
}
