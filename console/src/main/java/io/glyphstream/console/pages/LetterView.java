package io.glyphstream.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.console.stream.SeenLetter;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.LetterRepair;
import io.glyphstream.operations.LetterRepair.Change;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters as objects for JSON. */
final class LetterView {

    /** So many bytes of a value are shown. */
    private static final int SHOWN = 4096;

    private static final int MOST_HEADERS = 50;
    private static final int LONGEST_HEADER = 500;

    /** What may be changed to make an image of a dead letter, the least first. */
    private static final List<Set<Change>> CHANGES = List.of(
            Set.of(), Set.of(Change.RESIZE), Set.of(Change.DROP_LABEL), Set.of(Change.RESIZE, Change.DROP_LABEL));

    private LetterView() {}

    /** Returns a line of the list. */
    static Map<String, @Nullable Object> of(SeenLetter letter) {
        return JsonView.object(
                "partition", letter.partition(),
                "offset", letter.offset(),
                "at", Instant.ofEpochMilli(letter.timestamp()).toString(),
                "letter", JsonView.of(letter.origin(), letter.key(), letter.bytes()));
    }

    /** Returns all that is to be seen of one, but for what can be done about it. */
    static Map<String, @Nullable Object> of(ConsumerRecord<byte[], byte[]> letter, Topics topics) {
        var object = of(SeenLetter.of(letter));
        byte[] value = letter.value();
        object.put("value", value == null ? null : shown(value));
        object.put("keyBytes", letter.key() == null ? null : letter.key().length);
        object.put("omittedValueBytes", number(DeadLetter.omittedValueBytes(letter.headers())));
        object.put("omittedKeyBytes", number(DeadLetter.omittedKeyBytes(letter.headers())));
        object.put("headers", headers(letter));
        if (value == null) {
            object.put("noImage", "it has no value");
            return object;
        }
        try {
            var image = topics.images().decode(value);
            object.put("image", image(image));
            object.put("noImage", problem(image));
        } catch (UndecodableRecordException other) {
            object.put("noImage", other.getMessage());
        }
        return object;
    }

    /** Returns what would become of a dead letter: the least that has to be changed, or why no image can be made of it. */
    static Map<String, @Nullable Object> repair(
            ConsumerRecord<byte[], byte[]> letter, Topics topics, ModelManifest champion) {
        var found = JsonView.object("possible", false);
        for (var changes : CHANGES) {
            new LetterRepair(topics.images(), champion, changes)
                    .repair(letter)
                    .accept(new LetterRepair.Outcome.Receiver() {
                        @Override
                        public void repaired(Image image) {
                            found.put("possible", true);
                            found.put("changes", names(changes));
                            found.put("image", image(image));
                        }

                        @Override
                        public void unrepairable(String reason) {
                            found.put("reason", reason);
                        }
                    });
            if (Boolean.TRUE.equals(found.get("possible"))) {
                break;
            }
        }
        return found;
    }

    private static List<String> names(Set<Change> changes) {
        return changes.stream()
                .map(change -> change.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static Map<String, @Nullable Object> shown(byte[] value) {
        return JsonView.object(
                "size",
                value.length,
                "beginning",
                Base64.getEncoder().encodeToString(Arrays.copyOf(value, Math.min(value.length, SHOWN))));
    }

    private static List<Map<String, @Nullable Object>> headers(ConsumerRecord<byte[], byte[]> letter) {
        var headers = new ArrayList<Map<String, @Nullable Object>>();
        for (var header : letter.headers()) {
            if (headers.size() < MOST_HEADERS) {
                byte[] value = header.value() == null ? new byte[0] : header.value();
                var text = new String(value, 0, Math.min(value.length, LONGEST_HEADER), UTF_8);
                headers.add(JsonView.object("name", cut(header.key()), "text", text, "bytes", value.length));
            }
        }
        return headers;
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_HEADER ? name : name.substring(0, LONGEST_HEADER - 1) + "…";
    }

    private static @Nullable String problem(Image image) {
        try {
            Images.validate(image);
            return null;
        } catch (UndecodableRecordException invalid) {
            return invalid.getMessage();
        }
    }

    private static Map<String, @Nullable Object> image(Image image) {
        return JsonView.object(
                "id", cut(image.getId()),
                "rows", image.getRows(),
                "columns", image.getColumns(),
                "channels", image.getChannels(),
                "label", image.getLabel(),
                "capturedAt", String.valueOf(image.getCapturedAt()),
                "source", cut(image.getSource()),
                "pixels", pixels(image));
    }

    /** Returns the pixels, or nothing if there are not as many as the image says. */
    private static @Nullable String pixels(Image image) {
        ByteBuffer pixels = image.getPixels().duplicate();
        long wanted = (long) image.getRows() * image.getColumns() * image.getChannels();
        boolean isDrawable = image.getRows() > 0
                && image.getRows() <= Images.MAX_SIDE
                && image.getColumns() > 0
                && image.getColumns() <= Images.MAX_SIDE
                && (image.getChannels() == Images.GRAY || image.getChannels() == Images.COLOR)
                && pixels.remaining() == wanted;
        if (!isDrawable) {
            return null;
        }
        byte[] bytes = new byte[pixels.remaining()];
        pixels.get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable Integer number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
