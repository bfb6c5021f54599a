package io.glyphstream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no broker; the integration tests do the rest. */
@Timeout(60)
final class ImageProcessorTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void withoutABrokerItFailsWithAReasonAndSaysSoOverHttp() throws IOException, InterruptedException {
        try (var processor = processor(unusedPort())) {
            assertThat(processor.status().text()).isEqualTo("not started");
            processor.start();
            var failed = processor.awaitRunning(Duration.ofSeconds(30));
            assertThat(failed).isInstanceOf(ProcessorStatus.Failed.class);
            assertThat(failed.text()).startsWith("failed: ");
            var address = processor.http().orElseThrow();
            assertThat(get(address, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(address, "/readyz").body()).startsWith("failed: ");
            assertThat(get(address, "/livez").statusCode()).isEqualTo(503);
            assertThat(get(address, "/metrics").body())
                    .contains("glyphstream_predictions_total{processor=\"test\"} 0.0");
            assertThat(get(address, "/status").body()).contains("\"ready\" : false");
            assertThat(get(address, "/readyz/more").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void closeEndsItWhateverItIsDoing() throws IOException, InterruptedException {
        var processor = processor(unusedPort());
        processor.start();
        processor.close();
        assertThat(processor.awaitEnd(Duration.ofSeconds(1)).text()).isEqualTo("stopped");
    }

    private HttpResponse<String> get(URI address, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static ImageProcessor processor(int port) {
        var cluster = new KafkaCluster(
                "127.0.0.1:" + port, Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "500"));
        return new ImageProcessor(
                cluster,
                new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed()),
                ProcessorSettings.of("test"),
                Clock.fixed(Pipeline.NOW, ZoneOffset.UTC));
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
