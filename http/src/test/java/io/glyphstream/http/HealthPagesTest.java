package io.glyphstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pages of a service say, read by an HTTP client. */
@Timeout(60)
final class HealthPagesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Health> health =
            new AtomicReference<>(new Health(Health.State.NOT_READY, "catching up"));
    private final Exposition metrics = new Exposition("test", "one");

    private StatusServer server;

    @BeforeEach
    void listen() {
        server = StatusServer.listen(HttpAddress.loopback(0), "test");
        HealthPages.add(server, health::get, metrics);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void oneThatMayStillGetReadyIsAliveAndSaysWhatItWaitsFor() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/livez").body()).isEqualTo("alive\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("catching up\n");
    }

    @Test
    void oneThatDoesItsWorkIsAliveAndReady() throws Exception {
        health.set(new Health(Health.State.READY, "running"));

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("running\n");
    }

    @Test
    void oneThatIsOverIsNeitherAliveNorReadyAndSaysWhy() throws Exception {
        health.set(new Health(Health.State.OVER, "failed: no right to read images"));

        for (var page : new String[] {"/livez", "/readyz"}) {
            assertThat(get(page).statusCode()).as(page).isEqualTo(503);
            assertThat(get(page).body()).as(page).isEqualTo("failed: no right to read images\n");
        }
    }

    @Test
    void reasonsReachTerminalsWithoutControlCharacters() throws Exception {
        health.set(new Health(Health.State.NOT_READY, "\u001b[31mred"));

        assertThat(get("/readyz").body()).isEqualTo("\\u001b[31mred\n");
    }

    @Test
    void metricsAreReadForEachRequestInTheFormatOfPrometheus() throws Exception {
        var counter = metrics.counter("images_total", "How many.");
        assertThat(get("/metrics").body())
                .contains("# HELP images_total How many.")
                .contains("images_total{test=\"one\"} 0.0");

        counter.inc();

        assertThat(get("/metrics").body()).contains("images_total{test=\"one\"} 1.0");
        assertThat(get("/metrics").headers().firstValue("Content-Type")).contains(Exposition.CONTENT_TYPE);
    }

    @Test
    void jsonStaysTheSameJsonAndHasNoControlCharacterButLineEnds() throws Exception {
        server.page("/status", () -> StatusServer.Page.json("{\n  \"name\" : \"a\u009bb\"\n}"));

        assertThat(get("/status").body()).isEqualTo("{\n  \"name\" : \"a\\u009bb\"\n}\n");
        assertThat(get("/status").headers().firstValue("Content-Type")).contains("application/json");
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
