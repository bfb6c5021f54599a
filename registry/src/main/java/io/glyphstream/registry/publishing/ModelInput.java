package io.glyphstream.registry.publishing;

import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.Preprocessing;
import java.util.Optional;

/**
 * What a model takes, and what it tells apart.
 *
 * @param shape the shape of its images
 * @param classes number of classes, from 2 to 256
 * @param names what people call the classes
 * @param preprocessing how a picture becomes such an image, where that is known
 */
public record ModelInput(ClaimedShape shape, int classes, ClassNames names, Optional<Preprocessing> preprocessing) {
    public ModelInput {
        within("rows", shape.rows(), 1, Images.MAX_SIDE);
        within("columns", shape.columns(), 1, Images.MAX_SIDE);
        within("classes", classes, 2, Images.MAX_CLASSES);
        if (!shape.hasPossibleChannels()) {
            throw new IllegalArgumentException(
                    "channels must be " + Images.GRAY + " or " + Images.COLOR + " but was " + shape.channels());
        }
        if (!names.isEmpty() && names.names().size() != classes) {
            throw new IllegalArgumentException("there must be a name for each of the " + classes
                    + " classes but there were " + names.names().size());
        }
    }

    /** Returns that a model takes gray images whose classes have no names. */
    public static ModelInput gray(int rows, int columns, int classes) {
        return new ModelInput(
                new ClaimedShape(rows, columns, Images.GRAY), classes, ClassNames.none(), Optional.empty());
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be within [" + least + ", " + most + "] but was " + value);
        }
    }
}
