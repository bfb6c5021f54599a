package io.glyphstream.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.http.StatusServer.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers do to a port. */
@Timeout(60)
final class StatusServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    private StatusServer server;

    @BeforeEach
    void listen() {
        server = StatusServer.listen(new HttpAddress("127.0.0.1", 0), "test");
        server.page("/livez", () -> Page.text(200, "alive"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestsThatNeverEndDoNotKeepOthersWaiting() throws Exception {
        List<Socket> halfSent = new ArrayList<>();
        try {
            for (var i = 0; i < 20; i++) {
                halfSent.add(send("GET /livez HTTP/1.1\r\nHost: "));
            }

            assertThat(get("/livez").body()).isEqualTo("alive\n");
        } finally {
            for (var socket : halfSent) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestThatNeverEndsIsClosed() throws Exception {
        try (var socket = send("GET /livez HTTP/1.1\r\nHost: ")) {
            socket.setSoTimeout(20_000);

            assertThat(socket.getInputStream().read())
                    .as("the end of the connection")
                    .isNegative();
        }
    }

    @Test
    void headersAreBounded() throws Exception {
        try (var socket = send("GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nLong: " + "x".repeat(100_000) + "\r\n\r\n")) {
            assertThat(answers(socket))
                    .as("a page for headers of 100,000 bytes")
                    .isFalse();
        }
    }

    private static boolean answers(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            return firstLine(socket).contains("200");
        } catch (SocketException closed) {
            return false;
        }
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatAreAnswered() throws Exception {
        var post = request("/livez").POST(BodyPublishers.ofString("x")).build();

        var answer = client.send(post, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void onLoopbackANameThatIsNotThisMachinesIsRefused() throws Exception {
        assertThat(statusFor("localhost")).contains("200");
        assertThat(statusFor("127.0.0.1:9464")).contains("200");
        assertThat(statusFor("[::1]:9464")).contains("200");
        assertThat(statusFor("a.page.elsewhere.example")).contains("421");
    }

    @Test
    void headHasNoBodyAndOtherPathsAreNotThere() throws Exception {
        var head = request("/livez").method("HEAD", BodyPublishers.noBody()).build();

        assertThat(client.send(head, BodyHandlers.ofString()).body()).isEmpty();
        assertThat(get("/livez/more").statusCode()).isEqualTo(404);
    }

    @Test
    void longPagesAreZippedForThoseWhoAcceptThat() throws Exception {
        var text = "glyphstream_predictions_total 1.0\n".repeat(1_000);
        server.page("/long", () -> new Page(200, "text/plain", text));

        var zipped = getWithEncoding("/long", "deflate, gzip;q=0.8");

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.body()).hasSizeLessThan(text.length() / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(text.getBytes(US_ASCII));
        for (var other : List.of("identity", "gzip;q=0", "gzip; q=0.00", "notgzip")) {
            assertThat(getWithEncoding("/long", other).body()).as(other).isEqualTo(text.getBytes(US_ASCII));
        }
        assertThat(getWithEncoding("/livez", "gzip").body()).isEqualTo("alive\n".getBytes(US_ASCII));
        assertThat(get("/long").body()).isEqualTo(text);
    }

    private HttpResponse<byte[]> getWithEncoding(String path, String accepted) throws Exception {
        var request = request(path).header("Accept-Encoding", accepted).build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private String statusFor(String host) throws IOException {
        try (var socket = send("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")) {
            return firstLine(socket);
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII)
                .lines()
                .findFirst()
                .orElse("");
    }

    private Socket send(String text) throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return socket;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(20));
    }
}
