package io.glyphstream.operations;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.Pictures;
import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.DeadLetter;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes images of dead letters that the present champion can answer, as far as that is allowed. */
public final class LetterRepair {

    private final Topic<Image> images;
    private final ModelManifest champion;
    private final Set<Change> allowed;

    /**
     * Repairs what the changes that are allowed can repair.
     *
     * @param images reads the images
     * @param champion what they must fit
     */
    public LetterRepair(Topic<Image> images, ModelManifest champion, Set<Change> allowed) {
        this.images = images;
        this.champion = champion;
        this.allowed = allowed.isEmpty() ? EnumSet.noneOf(Change.class) : EnumSet.copyOf(allowed);
    }

    /** What may be changed of an image. */
    public enum Change {
        /** Another size is brought to the champion's. */
        RESIZE,
        /** A label that the champion does not know is left out. */
        DROP_LABEL
    }

    /** What became of a dead letter. */
    public sealed interface Outcome {
        /** Tells the receiver what became of it. */
        void accept(Receiver receiver);

        /** One case for each outcome. */
        interface Receiver {
            /** An image that the champion takes. */
            void repaired(Image image);

            /** No image can be made of it. */
            void unrepairable(String reason);
        }

        /** An image that the champion takes. */
        record Repaired(Image image) implements Outcome {
            @Override
            public void accept(Receiver receiver) {
                receiver.repaired(image);
            }
        }

        /** No image can be made of it. */
        record Unrepairable(String reason) implements Outcome {
            @Override
            public void accept(Receiver receiver) {
                receiver.unrepairable(reason);
            }
        }
    }

    /** Returns an image for a dead letter, which is any record of its topic; the image's id is to be its key. */
    public Outcome repair(ConsumerRecord<byte[], byte[]> letter) {
        try {
            var origin = DeadLetterHeaders.read(letter.headers());
            if (!origin.topic().equals(images.name())) {
                return new Outcome.Unrepairable("it is no image but comes from " + origin.topic());
            }
        } catch (UndecodableRecordException foreign) {
            return new Outcome.Unrepairable(String.valueOf(foreign.getMessage()));
        }
        var omitted = DeadLetter.omittedValueBytes(letter.headers());
        return omitted.isPresent()
                ? new Outcome.Unrepairable(
                        "its value was left out: its " + omitted.getAsInt() + " bytes did not fit the topic")
                : repair(letter.value());
    }

    /** Returns an image for the value of a dead letter. */
    Outcome repair(byte @Nullable [] value) {
        if (value == null) {
            return new Outcome.Unrepairable("it has no value");
        }
        Image image;
        try {
            image = images.decode(value);
            image = label(image);
            Images.validate(image);
        } catch (UndecodableRecordException undecodable) {
            return new Outcome.Unrepairable(String.valueOf(undecodable.getMessage()));
        }
        var label = image.getLabel();
        if (label != null && label >= champion.getClasses()) {
            return new Outcome.Unrepairable("label " + label + " is none of the champion's " + champion.getClasses()
                    + " classes (--drop-labels leaves it out)");
        }
        var shape = ClaimedShape.of(image);
        var wanted = ClaimedShape.of(champion);
        if (shape.equals(wanted)) {
            return new Outcome.Repaired(image);
        }
        var misfit = "it is " + shape + ", and the champion takes " + wanted;
        if (shape.channels() != wanted.channels()) {
            return new Outcome.Unrepairable(misfit + ": colors are not converted");
        }
        if (!allowed.contains(Change.RESIZE)) {
            return new Outcome.Unrepairable(misfit + " (--resize brings it to that)");
        }
        return new Outcome.Repaired(resized(image));
    }

    private Image label(Image image) {
        var label = image.getLabel();
        if (label == null || !allowed.contains(Change.DROP_LABEL) || (label >= 0 && label < champion.getClasses())) {
            return image;
        }
        return with(image, image.getRows(), image.getColumns(), image.getPixels(), null);
    }

    private Image resized(Image image) {
        var pixels = Images.pixels(image);
        int channels = image.getChannels();
        var fitting = new byte[champion.getRows() * champion.getColumns() * channels];
        for (int channel = 0; channel < channels; channel++) {
            var shades = new byte[pixels.length / channels];
            for (int place = 0; place < shades.length; place++) {
                shades[place] = pixels[place * channels + channel];
            }
            var picture = GrayImage.owning(image.getRows(), image.getColumns(), shades);
            var resized = Pictures.resize(picture, champion.getRows(), champion.getColumns())
                    .pixels();
            for (int place = 0; place < resized.length; place++) {
                fitting[place * channels + channel] = resized[place];
            }
        }
        return with(image, champion.getRows(), champion.getColumns(), ByteBuffer.wrap(fitting), image.getLabel());
    }

    private static Image with(Image image, int rows, int columns, ByteBuffer pixels, @Nullable Integer label) {
        return new Image(
                image.getId(),
                rows,
                columns,
                pixels,
                label,
                image.getCapturedAt(),
                image.getSource(),
                image.getChannels());
    }
}
