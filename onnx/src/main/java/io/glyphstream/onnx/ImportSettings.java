package io.glyphstream.onnx;

import java.util.Optional;

/**
 * What is not in a file, or may be chosen.
 *
 * @param output the name of the value that is the scores; empty where the file has only one that may be
 * @param layout empty where the dimensions of the input tell
 * @param scale empty for {@link PixelScale#ZERO_TO_ONE}, or for {@link PixelScale#PLAIN} where the input is of bytes
 * @param ending what is done with the scores
 */
public record ImportSettings(
        Optional<String> output, Optional<Layout> layout, Optional<PixelScale> scale, Ending ending) {

    /** What is done with the scores. */
    public enum Ending {
        /** They stay as the network returns them. */
        AS_IT_IS,
        /** They become probabilities. */
        SOFTMAX
    }

    /** Returns settings that leave all to the file. */
    public static ImportSettings none() {
        return new ImportSettings(Optional.empty(), Optional.empty(), Optional.empty(), Ending.AS_IT_IS);
    }

    /** Returns these settings with a scale of pixels. */
    public ImportSettings with(PixelScale other) {
        return new ImportSettings(output, layout, Optional.of(other), ending);
    }
}
