package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.console.web.RawHttp.Answer;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of access as they are on the wire, and what the server says when something is wrong. */
class WebServerTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String AUTHORIZED = "Authorization: Bearer " + TOKEN;
    private static final String JSON = "Content-Type: application/json";
    private static final int MOST_STREAMS = 32;

    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger streaming = new AtomicInteger();
    private final EventStreams streams = new EventStreams();
    private final WebServer server = WebServer.start(
            "127.0.0.1",
            0,
            new Access(Set.of("localhost"), Optional.of(new Token(TOKEN))),
            streams,
            List.of(this::addPage));

    @AfterEach
    void stop() {
        server.close();
    }

    private void addPage(JavalinDefaultRoutingApi routes) {
        routes.get("/api/thing", context -> context.json(Map.of("reads", reads.incrementAndGet())));
        routes.post("/api/thing", context -> context.json(Map.of("writes", writes.incrementAndGet())));
        routes.get("/api/broken", context -> {
            throw new IllegalStateException("<b>broken</b>");
        });
        routes.get("/api/error", context -> {
            throw new AssertionError("<b>broken</b>");
        });
        routes.get(
                "/api/events",
                context -> streams.serve(context, stream -> {
                    streaming.incrementAndGet();
                    while (stream.send("tick", Map.of()) && stream.pause(Duration.ofMillis(50))) {}
                }));
    }

    private Answer ask(String request, String... headers) throws IOException {
        return RawHttp.ask(server.port(), request, List.of(headers));
    }

    /** An empty value is a header that is not sent; PORT is the server's. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    localhost,       ,                        ,            right, 200
                    localhost:PORT,  ,                        ,            right, 200
                    localhost:PORT,  http://localhost:PORT,   ,            right, 200
                    localhost:PORT,  http://localhost:PORT,   same-origin, right, 200
                    localhost:PORT,  null,                    same-origin, right, 200
                    localhost:PORT,  http://localhost:PORT,   same-site,   right, 403
                    localhost:PORT,  http://localhost:PORT,   cross-site,  right, 403
                    localhost:PORT,  http://localhost:PORT,   none,        right, 403
                    localhost:PORT,  ,                        same-site,   right, 403
                    localhost:PORT,  ,                        cross-site,  right, 403
                    localhost:PORT,  ,                        none,        right, 403
                    localhost:PORT,  http://localhost:1,      ,            right, 403
                    localhost:PORT,  http://localhost:1,      same-site,   right, 403
                    localhost:PORT,  http://localhost,        ,            right, 403
                    localhost:PORT,  http://evil.example,     ,            right, 403
                    localhost:PORT,  http://evil.example,     cross-site,  right, 403
                    localhost:PORT,  null,                    ,            right, 403
                    localhost:PORT,  null,                    cross-site,  right, 403
                    localhost,       http://localhost:PORT,   ,            right, 403
                    evil.example,    ,                        ,            right, 421
                    evil.example,    http://evil.example,     same-origin, right, 421
                    evil.example:PORT, http://evil.example:PORT, same-origin, right, 421
                    localhost.,      ,                        same-origin, right, 421
                    LOCALHOST:PORT,  http://localhost:PORT,   same-origin, right, 200
                    localhost:PORT,  ,                        ,            ,      401
                    localhost:PORT,  ,                        same-origin, ,      401
                    localhost:PORT,  http://localhost:PORT,   same-origin, wrong, 401
                    localhost:PORT,  http://localhost:PORT,   ,            wrong, 401
                    localhost:PORT,  http://evil.example,     cross-site,  ,      403
                    evil.example,    http://evil.example,     same-origin, ,      421
                    """)
    void aWriteIsDoneOrRefusedAsTheTableSays(String host, String origin, String site, String token, int status)
            throws IOException {
        var headers = new ArrayList<>(List.of(JSON, "Content-Length: 0", "Host: " + ported(host)));
        Optional.ofNullable(origin).ifPresent(value -> headers.add("Origin: " + ported(value)));
        Optional.ofNullable(site).ifPresent(value -> headers.add("Sec-Fetch-Site: " + value));
        Optional.ofNullable(token)
                .ifPresent(value ->
                        headers.add("Authorization: Bearer " + (value.equals("right") ? TOKEN : "fedcba9876543210")));

        var answer = ask("POST /api/thing HTTP/1.1", headers.toArray(String[]::new));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(writes).hasValue(status == 200 ? 1 : 0);
        assertThat(answer.text()).doesNotContain(TOKEN);
    }

    private String ported(String text) {
        return text.replace("PORT", Integer.toString(server.port()));
    }

    @Test
    void aTokenInTheQueryIsNone() throws IOException {
        var answer = ask(
                "POST /api/thing?token=" + TOKEN + "&access_token=" + TOKEN + " HTTP/1.1",
                "Host: localhost",
                JSON,
                "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(writes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aMethodThatReadsCannotBecomeOneThatWrites(String method) throws IOException {
        var answer = ask(
                method + " /api/thing?_method=POST HTTP/1.1",
                "Host: localhost",
                AUTHORIZED,
                "X-HTTP-Method-Override: POST");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(writes).hasValue(0);
    }

    @Test
    void aMethodThatWritesCannotPassForOneThatReads() throws IOException {
        var answer =
                ask("POST /api/thing HTTP/1.1", "Host: localhost", "X-HTTP-Method-Override: GET", "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(writes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS /api/thing", "TRACE /api/thing", "BREW /api/thing", "OPTIONS *"})
    void otherMethodsDoNothing(String request) throws IOException {
        var answer = ask(request + " HTTP/1.1", "Host: localhost", AUTHORIZED, "X-Secret: reflected");

        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.text()).doesNotContain("reflected").doesNotContainIgnoringCase("access-control-");
        assertThat(reads.get() + writes.get()).isZero();
    }

    @Test
    void askingForTheHeadOfAStreamDoesNotOpenIt() throws IOException {
        assertThat(ask("HEAD /api/events HTTP/1.1", "Host: localhost").status()).isEqualTo(200);
        assertThat(streaming).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /live HTTP/1.1",
                "GET /api/thing HTTP/1.1",
                "GET /api/nothing HTTP/1.1",
                "GET /api/broken HTTP/1.1",
                "GET /assets/nothing.js HTTP/1.1",
                "POST /api/thing HTTP/1.1",
                "POST /nothing HTTP/1.1",
                "BREW / HTTP/1.1"
            })
    void everyAnswerTellsTheBrowserWhatItMayDo(String request) throws IOException {
        var answer = ask(request, "Host: localhost", "Content-Length: 0");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/nothing%3Cb%3E HTTP/1.1, 404",
        "GET /api/broken HTTP/1.1, 500",
        "GET /api/error HTTP/1.1, 500",
        "GET /assets/%3Cb%3E.js HTTP/1.1, 404",
        "POST /nothing/%3Cb%3E HTTP/1.1, 404"
    })
    void whatGoesWrongIsToldAsJson(String request, int status) throws IOException {
        var answer = ask(request, "Host: localhost", AUTHORIZED, JSON, "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text()).contains("{\"error\":").doesNotContain("at io.glyphstream", "javalin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /<script>x</script> HTTP/1.1                | 400
                    GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1   | 400
                    GET /api/%00 HTTP/1.1                           | 400
                    GET http://evil.example/api/thing HTTP/1.1      | 400
                    <script> / HTTP/1.1                             | 400
                    """)
    void malformedRequestsAreRefusedWithoutMarkupOfTheirs(String request, int status) throws IOException {
        var answer = ask(request, "Host: localhost");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("<script", "Jetty", "Javalin", "Powered");
    }

    @Test
    void longHeadersAreRefused() throws IOException {
        assertThat(ask("GET / HTTP/1.1", "Host: localhost", "X-Long: " + "a".repeat(64 << 10))
                        .status())
                .isEqualTo(431);
        assertThat(ask("GET /" + "a".repeat(64 << 10) + " HTTP/1.1", "Host: localhost")
                        .status())
                .isEqualTo(414);
    }

    @Test
    void twoHostsAreRefused() throws IOException {
        assertThat(ask("GET / HTTP/1.1", "Host: localhost", "Host: evil.example")
                        .status())
                .isEqualTo(400);
    }

    /** None of those who have a stream reads; all others are still served, and places come back. */
    @Test
    void oneStreamTooManyIsToldSoAndNobodyElseWaits() throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int stream = 0; stream < MOST_STREAMS; stream++) {
                open.add(RawHttp.open(
                        server.port(), "GET /api/events HTTP/1.1", List.of("Host: localhost"), "keep-alive"));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> streaming.get() == MOST_STREAMS);

            var refused = ask("GET /api/events HTTP/1.1", "Host: localhost");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("{\"error\":\"32 pages of the console are open");
            assertThat(ask("GET /api/thing HTTP/1.1", "Host: localhost").status())
                    .isEqualTo(200);
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            try (var again =
                    RawHttp.open(server.port(), "GET /api/events HTTP/1.1", List.of("Host: localhost"), "keep-alive")) {
                var start = new String(again.getInputStream().readNBytes(12), US_ASCII);
                assertThat(start).isEqualTo("HTTP/1.1 200");
            }
        });
    }

    @Test
    void aStreamEndsWhenTheConsoleStops() throws IOException {
        try (var socket =
                RawHttp.open(server.port(), "GET /api/events HTTP/1.1", List.of("Host: localhost"), "keep-alive")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> streaming.get() == 1);
            server.close();

            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }
}
