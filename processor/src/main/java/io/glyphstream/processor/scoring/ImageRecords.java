package io.glyphstream.processor.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of the images topic, which may hold anything. */
public final class ImageRecords {
    private static final int MAX_QUOTED = 100;

    private ImageRecords() {}

    /**
     * Returns the image that a record holds.
     *
     * @throws UndecodableRecordException when there is none, or its id is not the record's key
     */
    static Image read(Topic<Image> images, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new UndecodableRecordException("record has no value");
        }
        var image = images.decode(record.value());
        Images.validate(image);
        checkKey(record.key(), image.getId());
        return image;
    }

    /**
     * Returns normally if the key of a record is the id of the image that the record is about.
     *
     * @throws UndecodableRecordException when it is not, or there is none
     */
    public static void checkKey(byte @Nullable [] key, String imageId) {
        if (key == null) {
            throw new UndecodableRecordException("record has no key, but must have the image's id " + quoted(imageId));
        }
        if (!Arrays.equals(key, imageId.getBytes(UTF_8))) {
            throw new UndecodableRecordException(
                    "record's key is " + quoted(new String(key, UTF_8)) + ", but the image's id is " + quoted(imageId));
        }
    }

    /** Returns the pixels of all images, one after the other; each has {@code area} of them. */
    static byte[] pixels(List<Image> images, int area) {
        var pixels = new byte[Math.multiplyExact(images.size(), area)];
        var start = 0;
        for (var image : images) {
            var one = image.getPixels();
            one.get(one.position(), pixels, start, area);
            start += area;
        }
        return pixels;
    }

    public static String reason(UndecodableRecordException e) {
        var message = e.getMessage();
        return message == null ? "record cannot be decoded" : message;
    }

    private static String quoted(String id) {
        return id.length() <= MAX_QUOTED ? "'" + id + "'" : "'" + id.substring(0, MAX_QUOTED) + "…'";
    }
}
