package io.glyphstream.learning.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.http.Exposition;
import io.glyphstream.http.HttpAddress;
import io.glyphstream.http.StatusServer;
import io.glyphstream.schemas.DriftReport;
import io.glyphstream.schemas.TrainingResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a trainer's pages say, read by an HTTP client. */
@Timeout(60)
final class TrainerPagesTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final TrainerHealth health = new TrainerHealth("mlp", "kafka:9092", System::nanoTime);
    private final Exposition exposition = new Exposition("trainer", "night");
    private final TrainerMetrics metrics = new TrainerMetrics(exposition, health);

    private StatusServer server;

    @BeforeEach
    void listen() {
        server = StatusServer.listen(HttpAddress.loopback(0), "trainer");
        TrainerPages.add(server, Reports.SETTINGS, health, exposition, Reports.CLOCK);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readyPageFollowsWhatItDoes() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("not started\n");
        assertThat(get("/livez").statusCode()).isEqualTo(200);

        health.atWork(Reports.of("collecting: 3 of 5 new labels"), Map.of());
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("at work: collecting: 3 of 5 new labels\n");

        health.failed(new IllegalStateException("no right to read images"));
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez").body()).isEqualTo("failed: no right to read images\n");
    }

    @Test
    void metricsSayWhatTheReportOfOneAtWorkSays() throws Exception {
        health.atWork(Reports.of("collecting"), Map.of("glyphstream.images", 12L));

        assertThat(series())
                .contains(
                        "glyphstream_trainer_ready{trainer=\"night\"} 1.0",
                        "glyphstream_trainer_leader{trainer=\"night\"} 1.0",
                        "glyphstream_trainer_collected_labels{trainer=\"night\"} 3.0",
                        "glyphstream_trainer_needed_labels{trainer=\"night\"} 5.0",
                        "glyphstream_trainer_mistakes_ratio{model=\"mlp@7\",trainer=\"night\"} 0.125",
                        "glyphstream_trainer_outputs_p_value{model=\"mlp@7\",trainer=\"night\"} 0.5",
                        "glyphstream_trainer_lag_records{topic=\"glyphstream.images\",trainer=\"night\"} 12.0");
    }

    @Test
    void whatIsNotKnownIsNoSeries() throws Exception {
        health.standingBy();

        assertThat(series())
                .contains(
                        "glyphstream_trainer_ready{trainer=\"night\"} 1.0",
                        "glyphstream_trainer_leader{trainer=\"night\"} 0.0")
                .noneMatch(line -> line.startsWith("glyphstream_trainer_collected"))
                .noneMatch(line -> line.startsWith("glyphstream_trainer_mistakes"))
                .noneMatch(line -> line.startsWith("glyphstream_trainer_window"))
                .noneMatch(line -> line.startsWith("glyphstream_trainer_last"))
                .noneMatch(line -> line.startsWith("glyphstream_trainer_lag"));

        health.atWork(Reports.of("collecting", new DriftReport(null, 0L, 0L, 0.0, 1.0, 0L, "")), Map.of());

        assertThat(series())
                .contains("glyphstream_trainer_collected_labels{trainer=\"night\"} 3.0")
                .noneMatch(line -> line.startsWith("glyphstream_trainer_mistakes"))
                .noneMatch(line -> line.startsWith("glyphstream_trainer_outputs"));
    }

    @Test
    void trainingsAndAlarmsAreCountedByTheirKind() throws Exception {
        metrics.ended(TrainingResult.PROMOTED);
        metrics.ended(TrainingResult.ROLLED_BACK);
        metrics.ended(TrainingResult.HELD);
        metrics.ended(TrainingResult.HELD);
        metrics.alarm(TrainerMetrics.Detector.OUTPUTS);
        metrics.lasted(Duration.ofMillis(1_500));

        assertThat(series())
                .contains(
                        "glyphstream_trainer_trainings_total{outcome=\"promoted\",trainer=\"night\"} 1.0",
                        "glyphstream_trainer_trainings_total{outcome=\"rolled-back\",trainer=\"night\"} 1.0",
                        "glyphstream_trainer_trainings_total{outcome=\"held\",trainer=\"night\"} 2.0",
                        "glyphstream_trainer_trainings_total{outcome=\"failed\",trainer=\"night\"} 0.0",
                        "glyphstream_trainer_drift_alarms_total{detector=\"outputs\",trainer=\"night\"} 1.0",
                        "glyphstream_trainer_drift_alarms_total{detector=\"mistakes\",trainer=\"night\"} 0.0",
                        "glyphstream_trainer_last_training_seconds{trainer=\"night\"} 1.5");
    }

    @Test
    void statusPageIsJsonWithTheReportOfOneAtWork() throws Exception {
        health.standingBy();
        var standing = new ObjectMapper().readTree(get("/status").body());
        assertThat(standing.get("instance").asText()).isEqualTo("night");
        assertThat(standing.get("ready").asBoolean()).isTrue();
        assertThat(standing.has("report")).isFalse();

        health.atWork(Reports.of("collecting"), Map.of());

        var working = new ObjectMapper().readTree(get("/status").body());
        assertThat(working.get("model").asText()).isEqualTo("mlp");
        assertThat(working.get("status").asText()).isEqualTo("at work: collecting");
        var report = working.get("report");
        assertThat(report.get("collected").asInt()).isEqualTo(3);
        assertThat(report.get("needed").asInt()).isEqualTo(5);
        assertThat(report.get("address").asText()).isEqualTo("http://127.0.0.1:9464");
        assertThat(report.get("drift").get("errorRate").asDouble()).isEqualTo(0.125);
        assertThat(report.get("gone").asBoolean()).isFalse();
    }

    private List<String> series() throws Exception {
        var page = get("/metrics");
        assertThat(page.headers().firstValue("Content-Type")).contains(Exposition.CONTENT_TYPE);
        return page.body().lines().filter(line -> !line.startsWith("#")).toList();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
