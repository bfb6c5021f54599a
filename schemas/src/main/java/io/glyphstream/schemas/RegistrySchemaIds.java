package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Ids from a schema registry that speaks Confluent's API, of which two calls are used: {@code POST
 * /subjects/{subject}/versions} and {@code GET /schemas/ids/{id}}.
 *
 * <p>An id never changes its meaning, and is given out before any record can carry it. So schemas are remembered for
 * good, and so are ids that the registry does not know: hostile records must not turn into a flood of questions.
 */
final class RegistrySchemaIds implements SchemaIds {
    private static final int MAX_UNUSABLE = 10_000;
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;
    private final @Nullable String authorization;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, String> unusable = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > MAX_UNUSABLE;
        }
    });

    private record Answer(int status, JsonNode body) {}

    RegistrySchemaIds(URI url) {
        this(url, Duration.ofSeconds(10));
    }

    RegistrySchemaIds(URI url, Duration timeout) {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    REGISTRY_URL + " must be an address such as http://localhost:8081 but was " + url);
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

    @Override
    public int idOf(String subject, Schema schema) {
        var body = JSON.createObjectNode()
                .put("schema", PublishedForm.of(schema).toString())
                .toString();
        var path = "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20") + "/versions";
        var request = request(path).header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
        var answer = ask(request.build());
        var id = answer.body().path("id");
        if (answer.status() != 200 || !id.isInt()) {
            throw refused("register " + schema.getFullName() + " as " + subject, answer);
        }
        return id.intValue();
    }

    @Override
    public Schema schemaOf(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var reason = unusable.get(id);
        if (reason != null) {
            throw new UndecodableRecordException(reason);
        }
        return learn(
                id, ask(request("/schemas/ids/" + Integer.toUnsignedString(id)).build()));
    }

    /** Remembers what the registry said of an id, and returns it if it is a schema. */
    private Schema learn(int id, Answer answer) {
        var name = "schema id " + Integer.toUnsignedString(id);
        if (answer.status() == 404) {
            throw unusable(id, name + " is not known to the registry at " + url, null);
        }
        var schema = answer.body().path("schema");
        if (answer.status() != 200 || !schema.isTextual()) {
            throw refused("look up " + name, answer);
        }
        var type = answer.body().path("schemaType").asText("AVRO");
        if (!"AVRO".equals(type)) {
            throw unusable(id, name + " must be an Avro schema but is " + type, null);
        }
        try {
            var parsed = new Schema.Parser().parse(schema.textValue());
            schemas.put(id, parsed);
            return parsed;
        } catch (AvroRuntimeException e) {
            throw unusable(id, name + " cannot be read as an Avro schema: " + e.getMessage(), e);
        }
    }

    private UndecodableRecordException unusable(int id, String reason, @Nullable Throwable cause) {
        unusable.put(id, reason);
        return new UndecodableRecordException(reason, cause);
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
            return new Answer(response.statusCode(), body(response));
        } catch (JsonProcessingException e) {
            throw new SchemaRegistryException(asked + " was not answered with JSON; is a schema registry there?", e);
        } catch (IOException e) {
            throw new SchemaRegistryException(
                    "the schema registry did not answer " + asked + " ("
                            + Objects.requireNonNullElse(e.getMessage(), "no connection") + "); is " + REGISTRY_URL
                            + " right?",
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
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

    private SchemaRegistryException refused(String what, Answer answer) {
        return new SchemaRegistryException("the schema registry at " + url + " refused to " + what + ": HTTP "
                + answer.status() + " " + answer.body().path("message").asText(""));
    }

    private static URI withoutUser(URI url) {
        var user = url.getRawUserInfo();
        return user == null ? url : URI.create(url.toString().replace(user + "@", ""));
    }
}
