package io.glyphstream.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.catalog.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabeledImagesTest {

    private static final LabeledImages IMAGES =
            new LabeledImages("three", 1, 2, 10, new byte[] {1, 2, 3, 4, 5, (byte) 200}, new int[] {7, 8, 9});

    @Test
    void selectsInTheOrderThatWasAskedFor() {
        LabeledImages selected = IMAGES.select(new int[] {2, 0, 2});

        assertThat(selected.labels()).containsExactly(9, 7, 9);
        assertThat(selected.pixels()).containsExactly(5, 200, 1, 2, 5, 200);
        assertThat(selected.image(0).pixel(0, 1)).isEqualTo(200);
    }

    @Test
    void rangeIsTheSelectionOfItsIndices() {
        assertThat(IMAGES.range(1, 3).sha256())
                .isEqualTo(IMAGES.select(new int[] {1, 2}).sha256());
        assertThat(IMAGES.range(0, 3)).isSameAs(IMAGES);
        assertThat(IMAGES.range(2, 2).size()).isZero();
    }

    @Test
    void refusesLabelsThatAreNoClassAndPixelsThatDoNotFit() {
        assertThatThrownBy(() -> new LabeledImages("bad", 1, 1, 10, new byte[2], new int[] {0, 10}))
                .hasMessage("label 1 must be within [0, 9] but was 10");
        assertThatThrownBy(() -> new LabeledImages("bad", 27, 28, 10, new byte[755], new int[] {0}))
                .hasMessage("1 images of 27 x 28 cannot have 755 pixels");
    }

    @ParameterizedTest
    @CsvSource({"mnist:test:17, TEST, 17", "mnist:train:0, TRAINING, 0", "digits:training:99, TRAINING, 99"})
    void parsesReferenceToOneImage(String written, DatasetPart part, int index) {
        assertThat(ImageReference.parse(written))
                .contains(new ImageReference(written.substring(0, written.indexOf(':')), part, index));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "seven.png", "C:\\mnist:test", "mnist:test", "mnist:all:1", "iris:test:1", "mnist:test:-1"})
    void takesNothingElseForReference(String written) {
        assertThat(ImageReference.parse(written)).isEmpty();
    }

    @Test
    void tellsThatReferenceIsBeyondTheDataset() {
        var dataset = new Dataset("digits", IMAGES, IMAGES.range(0, 2));

        assertThat(new ImageReference("digits", DatasetPart.TRAINING, 2).labelIn(dataset))
                .isEqualTo(9);
        assertThatThrownBy(() -> new ImageReference("digits", DatasetPart.TEST, 2).imageIn(dataset))
                .isInstanceOf(DataException.class)
                .hasMessage("digits:test:2 does not exist: three has 2 images");
    }
}
