package io.glyphstream.schemas;

/** What an image record has to be beyond what its schema says. */
public final class Images {
    /** The most rows, and the most columns, that an image may have. */
    public static final int MAX_SIDE = 1024;

    /** The channels of an image in gray. */
    public static final int GRAY = 1;

    /** The channels of an image in color: red, green and blue. */
    public static final int COLOR = 3;

    /** The most classes that a model may tell apart; labels lie below it. */
    public static final int MAX_CLASSES = 256;

    /**
     * The most bytes that the value of a label record may have. The longest texts take a third of it; the rest is for
     * fields that a later schema adds.
     */
    public static final int MAX_LABEL_BYTES = 16 * 1024;

    private Images() {}

    /**
     * Returns normally if the image is one that a model could be asked about.
     *
     * @throws UndecodableRecordException when it has no id, a side outside [1, {@value #MAX_SIDE}], other channels than
     *     {@value #GRAY} or {@value #COLOR}, not one pixel for each place, a label outside [0, 255], or a text longer than {@link TextLimits} allow
     */
    public static void validate(Image image) {
        validateForm(image);
        TextLimits.check("image id", image.getId(), TextLimits.ID);
        TextLimits.check("image source", image.getSource(), TextLimits.SOURCE);
    }

    /**
     * Returns normally if the image was valid before texts had limits: what was answered then stays an image.
     *
     * @throws UndecodableRecordException when it has no id, a side outside [1, {@value #MAX_SIDE}], other channels than
     *     {@value #GRAY} or {@value #COLOR}, not one pixel for each place, or a label outside [0, 255]
     */
    public static void validateForm(Image image) {
        if (image.getId().isEmpty()) {
            throw new UndecodableRecordException("image has an empty id");
        }
        validateShape(ClaimedShape.of(image), image.getPixels().remaining());
        var label = image.getLabel();
        if (label != null) {
            validateLabel(label);
        }
    }

    private static void validateShape(ClaimedShape shape, int bytes) {
        if (!shape.hasPossibleSides()) {
            throw new UndecodableRecordException("rows and columns of an image must be within [1, " + MAX_SIDE
                    + "] but were " + shape.rows() + " x " + shape.columns());
        }
        if (!shape.hasPossibleChannels()) {
            throw new UndecodableRecordException(
                    "channels of an image must be " + GRAY + " or " + COLOR + " but were " + shape.channels());
        }
        if (bytes != shape.bytes()) {
            throw new UndecodableRecordException("image of " + shape + " has " + bytes
                    + (shape.channels() == GRAY ? " pixels" : " bytes of pixels"));
        }
    }

    /**
     * Returns normally if a label record names an image and a class that can be.
     *
     * @throws UndecodableRecordException when it has no image id, a label outside [0, 255], or a text longer than
     *     {@link TextLimits} allow
     */
    public static void validate(Label label) {
        validateForm(label);
        TextLimits.check("image id of a label", label.getImageId(), TextLimits.ID);
        TextLimits.check("label source", label.getSource(), TextLimits.SOURCE);
    }

    /**
     * Returns normally if the label was valid before texts had limits: what was counted then stays a label.
     *
     * @throws UndecodableRecordException when it has no image id, or a label outside [0, 255]
     */
    public static void validateForm(Label label) {
        if (label.getImageId().isEmpty()) {
            throw new UndecodableRecordException("label has an empty image id");
        }
        validateLabel(label.getLabel());
    }

    /** Returns a copy of the image's pixels (rows x columns x channels). */
    public static byte[] pixels(Image image) {
        var pixels = new byte[image.getPixels().remaining()];
        image.getPixels().duplicate().get(pixels);
        return pixels;
    }

    private static void validateLabel(int label) {
        if (label < 0 || label >= MAX_CLASSES) {
            throw new UndecodableRecordException(
                    "label must be within [0, " + (MAX_CLASSES - 1) + "] but was " + label);
        }
    }
}
