package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Asks a schema registry over HTTP. Safe for use by many threads. */
final class SchemaRegistryClient {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;
    private final @Nullable String authorization;

    record Answer(int status, JsonNode body) {}

    /**
     * A client that has not asked yet.
     *
     * @param timeout how long one answer may take
     */
    SchemaRegistryClient(URI url, Duration timeout) {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    SchemaIds.REGISTRY_URL + " must be an address such as http://localhost:8081 but was " + url);
        }
        var user = url.getUserInfo();
        this.authorization =
                user == null ? null : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        this.url = withoutUser(url);
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** Returns the registry's address, without user and password. */
    URI url() {
        return url;
    }

    /**
     * Returns what the registry answers, whatever its status, unless the status says that it cannot serve now.
     *
     * @throws SchemaRegistryUnavailableException when there is no answer
     * @throws SchemaRegistryException when the answer is not a registry's
     */
    Answer get(String path) {
        return ask(request(path).GET().build());
    }

    /** Returns what the registry answers to a body; otherwise as {@link #get}. */
    Answer post(String path, String body) {
        return ask(request(path)
                .header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + path))
                .timeout(timeout)
                .header("Accept", MEDIA_TYPE + ", application/json");
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Answer ask(HttpRequest request) {
        var asked = request.method() + " " + request.uri();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            var answer = new Answer(response.statusCode(), body(response));
            if (isTemporary(answer.status())) {
                throw unavailable(asked, answer);
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new SchemaRegistryException(asked + " was not answered with JSON; is a schema registry there?", e);
        } catch (IOException e) {
            throw new SchemaRegistryUnavailableException(
                    "no answer from " + url,
                    "the schema registry did not answer " + asked + " ("
                            + Objects.requireNonNullElse(e.getMessage(), "no connection") + "); is "
                            + SchemaIds.REGISTRY_URL + " right?",
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private SchemaRegistryUnavailableException unavailable(String asked, Answer answer) {
        return new SchemaRegistryUnavailableException(
                "HTTP " + answer.status() + " from " + url,
                "the schema registry answered " + asked + " with HTTP " + answer.status() + " "
                        + answer.body().path("message").asText(""),
                null);
    }

    private static boolean isTemporary(int status) {
        return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
    }

    private static JsonNode body(HttpResponse<InputStream> response) throws IOException {
        try (var in = response.body()) {
            var bytes = in.readNBytes(MAX_ANSWER);
            if (response.statusCode() != 200) {
                return errorBody(bytes);
            }
            return JSON.readTree(bytes);
        }
    }

    /** Proxies answer errors in HTML; the status is what counts then. */
    private static JsonNode errorBody(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static URI withoutUser(URI url) {
        var user = url.getRawUserInfo();
        return user == null ? url : URI.create(url.toString().replace(user + "@", ""));
    }
}
