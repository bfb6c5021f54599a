package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.schemas.SchemaRegistryClient.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Ids from a schema registry that speaks Confluent's API, of which two calls are used: {@code POST
 * /subjects/{subject}/versions} and {@code GET /schemas/ids/{id}}.
 *
 * <p>An id never changes its meaning, so schemas are remembered for good. An id that the registry does not know is
 * remembered for {@link #UNKNOWN_REMEMBERED}: hostile records must not turn into a flood of requests, but one of them may
 * carry the id that the registry gives out next.
 */
final class RegistrySchemaIds implements SchemaIds {
    static final Duration UNKNOWN_REMEMBERED = Duration.ofMinutes(1);

    /** Who waits for the registry asks far more often than this. If nobody has asked for so long, nobody waits. */
    static final Duration WAITING = Duration.ofSeconds(30);

    /** How long a lookup tries again while the registry is away: less than a transaction may last, 10 s unless set. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_UNUSABLE = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistryClient client;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Optional<KeptSchemaIds> kept;
    private volatile @Nullable Outage outage;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Unusable> unusable = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unusable> eldest) {
            return size() > MAX_UNUSABLE;
        }
    });

    /** A request that somebody waits for and that had no answer. */
    private record Outage(String reason, long latestAt) {}

    /** @param unknownSince when the registry did not know the id; null if it knows the id, as something else */
    private record Unusable(String reason, @Nullable Long unknownSince) {
        boolean holdsAt(long now) {
            return unknownSince == null || now - unknownSince < UNKNOWN_REMEMBERED.toNanos();
        }
    }

    /** @param folder where to keep what the registry answers, for a restart while it is away */
    RegistrySchemaIds(URI url, Optional<Path> folder) {
        this(url, TIMEOUT, PATIENCE, System::nanoTime, folder);
    }

    /**
     * Ids of which none is known yet.
     *
     * @param timeout how long one answer may take
     * @param patience how long a lookup is tried again while the registry is away
     * @param nanoTime tells how much time has passed, as {@link System#nanoTime} does
     * @param folder where to keep what the registry answers, for a restart while it is away
     */
    RegistrySchemaIds(URI url, Duration timeout, Duration patience, LongSupplier nanoTime, Optional<Path> folder) {
        this.client = new SchemaRegistryClient(url, timeout);
        this.kept = folder.map(place -> new KeptSchemaIds(place, client.url()));
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<String> outage() {
        return Optional.ofNullable(outage)
                .filter(latest -> nanoTime.getAsLong() - latest.latestAt() < WAITING.toNanos())
                .map(Outage::reason);
    }

    /** An answer of earlier is used only while the registry is away: it may have been set up again since. */
    @Override
    public int idOf(String subject, Schema schema) {
        var registration = new KeptSchemaIds.Registration(subject, PublishedForm.of(schema));
        try {
            int id = register(subject, schema, registration.schema());
            kept.ifPresent(answers -> answers.keep(id, registration));
            return id;
        } catch (SchemaRegistryUnavailableException unavailable) {
            var earlier = kept.flatMap(answers -> answers.idOf(registration));
            if (earlier.isEmpty()) {
                outage = outageBy(unavailable);
                throw unavailable;
            }
            schemas.putIfAbsent(earlier.get(), registration.schema());
            return earlier.get();
        }
    }

    private Outage outageBy(SchemaRegistryUnavailableException unavailable) {
        return new Outage(unavailable.reason(), nanoTime.getAsLong());
    }

    private Answer answered(Answer answer) {
        outage = null;
        return answer;
    }

    private int register(String subject, Schema schema, Schema published) {
        var body = JSON.createObjectNode().put("schema", published.toString()).toString();
        var answer = answered(
                client.post("/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20") + "/versions", body));
        var id = answer.body().path("id");
        if (answer.status() != 200 || !id.isInt()) {
            throw refused("register " + schema.getFullName() + " as " + subject, answer);
        }
        // What is written may be read back while the registry is away: state is, when a task is taken over.
        schemas.putIfAbsent(id.intValue(), published);
        return id.intValue();
    }

    @Override
    public Schema schemaOf(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var found = unusable.get(id);
        if (found != null && found.holdsAt(nanoTime.getAsLong())) {
            throw new UndecodableRecordException(found.reason());
        }
        try {
            return learn(id, lookUp(id));
        } catch (SchemaRegistryUnavailableException unavailable) {
            var schema = kept.flatMap(answers -> answers.schemaOf(id)).orElseThrow(() -> unavailable);
            schemas.put(id, schema);
            return schema;
        }
    }

    /** Tries again for a few seconds while the registry does not answer, so that a restart of it is not noticed. */
    private Answer lookUp(int id) {
        var begin = nanoTime.getAsLong();
        while (true) {
            try {
                return answered(client.get("/schemas/ids/" + Integer.toUnsignedString(id)));
            } catch (SchemaRegistryUnavailableException unavailable) {
                if (kept.flatMap(answers -> answers.schemaOf(id)).isPresent()) {
                    throw unavailable;
                }
                outage = outageBy(unavailable);
                if (nanoTime.getAsLong() - begin >= patience.toNanos()) {
                    throw unavailable;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Remembers what the registry said of an id, and returns it if it is a schema. */
    private Schema learn(int id, Answer answer) {
        var name = "schema id " + Integer.toUnsignedString(id);
        if (answer.status() == 404) {
            var reason = name + " is not known to the registry at " + client.url();
            unusable.put(id, new Unusable(reason, nanoTime.getAsLong()));
            throw new UndecodableRecordException(reason);
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
            kept.ifPresent(answers -> answers.keep(id, parsed));
            return parsed;
        } catch (AvroRuntimeException e) {
            throw unusable(id, name + " cannot be read as an Avro schema: " + e.getMessage(), e);
        }
    }

    private UndecodableRecordException unusable(int id, String reason, @Nullable Throwable cause) {
        unusable.put(id, new Unusable(reason, null));
        return new UndecodableRecordException(reason, cause);
    }

    private SchemaRegistryException refused(String what, Answer answer) {
        return new SchemaRegistryException("the schema registry at " + client.url() + " refused to " + what + ": HTTP "
                + answer.status() + " " + answer.body().path("message").asText(""));
    }
}
