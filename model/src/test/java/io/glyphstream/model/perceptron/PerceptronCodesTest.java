package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.matrix.FloatMatrix;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import io.glyphstream.model.neural.RandomPurpose;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceptronCodesTest {

    private static final int BODY = 13;

    /** Snapshots of every release hold these numbers. */
    @Test
    void codesOfSettingsNeverChange() {
        assertThat(codes(InputScaling.values(), value -> value.code))
                .isEqualTo(Map.of("ZERO_TO_ONE", 0, "MINUS_ONE_TO_ONE", 1));
        assertThat(codes(OutputLayer.values(), value -> value.code)).isEqualTo(Map.of("SOFTMAX", 0, "LINEAR", 1));
        assertThat(codes(RandomPurpose.values(), value -> value.code))
                .isEqualTo(Map.of(
                        "WEIGHTS",
                        0,
                        "ORDER",
                        1,
                        "DROPOUT",
                        2,
                        "INPUT_DROPOUT",
                        3,
                        "AUGMENTATION",
                        4,
                        "MEMBER",
                        5,
                        "SELECTION",
                        6));
    }

    private static <E extends Enum<E>> Map<String, Integer> codes(E[] values, ToIntFunction<E> code) {
        return Arrays.stream(values).collect(Collectors.toMap(Enum::name, code::applyAsInt));
    }

    /** The first byte of the body is the scaling, the second the output. */
    @ParameterizedTest
    @CsvSource({"ZERO_TO_ONE, SOFTMAX, 0, 0", "MINUS_ONE_TO_ONE, SOFTMAX, 1, 0", "ZERO_TO_ONE, LINEAR, 0, 1"})
    void settingsAreWrittenAsTheirCodes(InputScaling scaling, OutputLayer output, byte first, byte second) {
        var layer = new Perceptron.Layer(new FloatMatrix(4, 3), new ArrayRealVector(3));

        byte[] snapshot = Snapshots.write(new Perceptron(2, 2, scaling, output, List.of(layer)));

        assertThat(snapshot[BODY]).isEqualTo(first);
        assertThat(snapshot[BODY + 1]).isEqualTo(second);
    }
}
