package io.glyphstream.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.glyphstream.console.stream.Drawings;
import io.glyphstream.console.stream.KnownVersions;
import io.glyphstream.console.stream.LoadedModel;
import io.glyphstream.console.stream.LoadedModels;
import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.Pictures;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ServiceRole;
import io.glyphstream.producer.ManifestPreprocessing;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images that somebody draws: what the models in service say of them, and their way through the real stream. */
public final class DrawApi implements PageApi, AutoCloseable {

    /** Where drawn images come from, on their records. */
    public static final String SOURCE = "console:draw";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_AWAITED = 8;
    private static final long LARGEST_PICTURE = 8L << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final LoadedModels models;
    private final KnownVersions versions;
    private final ModelCatalog catalog;
    private final DeploymentLog log;
    private final Drawings drawings;
    private final String imagesTopic;
    private final Semaphore places = new Semaphore(MOST_AWAITED);
    private final AtomicLong sent = new AtomicLong();

    /** What the console knows of the models. */
    public record Known(ModelTopics topics, KnownVersions versions, LoadedModels models) {}

    /** Connects on first use; what is known stays the caller's to close. */
    public DrawApi(KafkaCluster cluster, Topics topics, Clock clock, Known known) {
        this.clock = clock;
        models = known.models();
        versions = known.versions();
        catalog = known.topics().catalog();
        log = known.topics().log();
        drawings = new Drawings(cluster, topics);
        imagesTopic = topics.images().name();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/draw", context -> context.json(canvas()));
        routes.post("/api/draw/score", context -> context.json(score(context)));
        routes.post("/api/draw/picture", context -> context.json(picture(context)));
        routes.post("/api/draw/send", context -> context.json(send(context)));
    }

    /** Returns what is to be drawn: an image of the champion's shape. */
    private Map<String, @Nullable Object> canvas() {
        var current = log.current();
        return JsonView.object(
                "champion",
                current.map(Deployment::getChampion)
                        .flatMap(catalog::find)
                        .map(JsonView::of)
                        .orElse(null),
                "missing",
                current.map(Deployment::getChampion)
                        .filter(champion -> catalog.find(champion).isEmpty())
                        .map(JsonView::of)
                        .orElse(null),
                "challengers",
                current.stream()
                        .flatMap(now -> now.getChallengers().stream())
                        .map(JsonView::of)
                        .toList(),
                "deployment",
                current.map(Deployment::getSequence).orElse(null));
    }

    private Map<String, @Nullable Object> score(Context context) {
        drawings.prepare();
        var image = image(Requests.object(context), "", Instant.EPOCH);
        var scored = new ArrayList<Map<String, @Nullable Object>>();
        var current = log.current();
        for (var reference : inService(current)) {
            var object = JsonView.of(reference);
            object.put("role", ServiceRole.of(reference, current, Set.of()).text());
            try {
                var model = models.find(reference);
                if (model.isEmpty()) {
                    object.put("unfit", "it is not published any more");
                } else {
                    score(model.get(), image, object);
                }
            } catch (InvalidModelException unfit) {
                object.put("unfit", unfit.getMessage());
            }
            scored.add(object);
        }
        return JsonView.object("models", scored);
    }

    private static void score(LoadedModel model, Image image, Map<String, @Nullable Object> object) {
        var classifier = model.classifier();
        if (!classifier.input().matches(image.getRows(), image.getColumns(), image.getChannels())) {
            object.put("unfit", "it takes images of " + classifier.input());
            return;
        }
        var scores = classifier.score(image.getPixels().array(), 1);
        var names = ClassNames.of(model.manifest());
        object.put("label", scores.label(0));
        object.put("className", names.name(scores.label(0)).orElse(null));
        object.put("confidence", scores.confidence(0));
        object.put("outputs", scores.outputs(0));
        object.put("classNames", names.names());
    }

    /** Returns the champion, and after it the challengers. */
    private static List<ModelReference> inService(Optional<Deployment> current) {
        return current.stream()
                .flatMap(now -> Stream.concat(Stream.ofNullable(now.getChampion()), now.getChallengers().stream()))
                .toList();
    }

    private Map<String, @Nullable Object> picture(Context context) {
        if (context.contentLength() > LARGEST_PICTURE) {
            throw new ApiException(
                    413,
                    "the picture has " + context.contentLength() + " bytes, and at most " + LARGEST_PICTURE
                            + " are taken",
                    "Make it smaller: the model looks at a few pixels only.");
        }
        var champion = champion();
        PixelImage image;
        var conversion = conversion(champion);
        try {
            image = Pictures.read(name(context), new ByteArrayInputStream(context.bodyAsBytes()), conversion);
        } catch (DataException unusable) {
            throw new ApiException(400, String.valueOf(unusable.getMessage()), "Choose another picture.");
        }
        return JsonView.object(
                "rows", image.rows(),
                "columns", image.columns(),
                "channels", image.channels(),
                "pixels", Base64.getEncoder().encodeToString(image.pixels()),
                "conversion", conversion.toString(),
                "known", champion.getPreprocessing() != null);
    }

    private static String name(Context context) {
        var name = context.queryParam("name");
        return name == null || name.isBlank() ? "the picture" : name.substring(0, Math.min(200, name.length()));
    }

    private ModelManifest champion() {
        return log.current()
                .map(Deployment::getChampion)
                .flatMap(catalog::find)
                .orElseThrow(() -> new ApiException(
                        409, "nothing answers yet, so there is no shape to draw in", "Promote a version first."));
    }

    /** Returns how pictures become images of a model: as its manifest says, and the usual way for its shape where it says nothing. */
    private static PictureConversion conversion(ModelManifest champion) {
        try {
            return ManifestPreprocessing.conversion(champion).orElseGet(() -> UsualPictures.conversion(champion));
        } catch (IllegalArgumentException unknown) {
            throw new ApiException(
                    409,
                    "pictures cannot be made into images for " + References.text(champion.getReference()) + ": "
                            + unknown.getMessage(),
                    "Upgrade this program.");
        }
    }

    private Map<String, @Nullable Object> send(Context context) throws InterruptedException {
        var asked = Requests.object(context);
        if (!places.tryAcquire(1, TimeUnit.SECONDS)) {
            throw new ApiException(503, MOST_AWAITED + " drawings are waiting for their answers", "Try it again soon.");
        }
        try {
            var now = clock.instant();
            var image = image(asked, id(now, asked), now);
            return of(image, drawings.send(image, PATIENCE));
        } catch (UndecodableRecordException invalid) {
            throw new ApiException(400, String.valueOf(invalid.getMessage()), "");
        } finally {
            places.release();
        }
    }

    /** Returns an id that no other drawing has: of two at the same time, their number differs. */
    private String id(Instant now, JsonNode asked) {
        var content = asked.path("pixels").asText("") + sent.incrementAndGet();
        return "console/" + TIME.format(now) + "-"
                + Digests.hex(Digests.sha256(content.getBytes(UTF_8))).substring(0, 8);
    }

    private Map<String, @Nullable Object> of(Image image, Drawings.Outcome outcome) {
        var answer = outcome.answer();
        var object = JsonView.object(
                "imageId", image.getId(),
                "partition", outcome.partition(),
                "offset", outcome.offset(),
                "deadLetter", outcome.deadLetter().orElse(null),
                "sentMillis", outcome.sentMillis(),
                "totalMillis", outcome.totalMillis());
        if (answer.isEmpty()) {
            object.put("silence", silence(outcome));
            return object;
        }
        var seen = answer.get();
        object.put("answerPartition", seen.partition());
        object.put("answerOffset", seen.offset());
        object.put(
                "scoredMillis",
                ChronoUnit.MILLIS.between(
                        seen.prediction().getCapturedAt(), seen.prediction().getScoredAt()));
        object.put("answer", JsonView.of(seen.prediction(), versions));
        return object;
    }

    private String silence(Drawings.Outcome outcome) {
        return "Nothing came within " + PATIENCE.toSeconds() + " s for the image at partition " + outcome.partition()
                + ", offset " + outcome.offset() + " of " + imagesTopic;
    }

    private static Image image(JsonNode asked, String id, Instant capturedAt) {
        byte[] pixels;
        try {
            pixels = Base64.getDecoder().decode(Requests.text(asked, "pixels"));
        } catch (IllegalArgumentException malformed) {
            throw new ApiException(400, "pixels must be in base 64: " + malformed.getMessage(), "");
        }
        return Image.newBuilder()
                .setId(id)
                .setRows((int) Math.min(Integer.MAX_VALUE, Requests.number(asked, "rows")))
                .setColumns((int) Math.min(Integer.MAX_VALUE, Requests.number(asked, "columns")))
                .setChannels((int) Math.min(Integer.MAX_VALUE, Requests.number(asked, "channels")))
                .setPixels(ByteBuffer.wrap(pixels))
                .setLabel(null)
                .setCapturedAt(capturedAt.truncatedTo(ChronoUnit.MILLIS))
                .setSource(SOURCE)
                .build();
    }

    @Override
    public void close() {
        drawings.close();
    }
}
