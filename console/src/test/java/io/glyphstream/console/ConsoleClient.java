package io.glyphstream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.console.web.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks a console what its pages ask, with or without its token. */
final class ConsoleClient {

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Optional<Token> token;

    private ConsoleClient(String address, Optional<Token> token) {
        this.address = address;
        this.token = token;
    }

    /** Returns a client that may write. */
    static ConsoleClient of(RunningPipeline pipeline) {
        return new ConsoleClient(pipeline.address(""), pipeline.settings().token());
    }

    /** Returns a client that may only look. */
    static ConsoleClient withoutToken(RunningPipeline pipeline) {
        return new ConsoleClient(pipeline.address(""), Optional.empty());
    }

    /** What was answered. */
    record Answer(int code, JsonNode body) {

        String error() {
            return body.path("error").asText();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends an object, given as names and values. */
    Answer post(String path, Map<String, ?> object) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(mapper.valueToTree(object).toString())));
    }

    /** Sends bytes as they are. */
    Answer post(String path, byte[] bytes) {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    /** Follows a stream until an event is one that is waited for, and returns it. */
    JsonNode follow(String path, Predicate<JsonNode> awaited) {
        try {
            var body = http.send(request(path).GET().build(), BodyHandlers.ofInputStream())
                    .body();
            try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var event = line.startsWith("data: ") ? mapper.readTree(line.substring(6)) : null;
                    if (event != null && awaited.test(event)) {
                        return event;
                    }
                }
            }
            throw new AssertionError("the stream " + path + " ended");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known.text()));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), mapper.readTree(response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
