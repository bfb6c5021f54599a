package io.glyphstream.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.catalog.ImageReference;
import java.util.List;
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

    @Test
    void imagesInColorHaveThreeBytesForEachPixel() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16};
        var images = new LabeledImages("color", new PixelShape(1, 2, 3), 2, pixels, new int[] {0, 1});

        assertThat(images.pixels(1)).containsExactly(11, 12, 13, 14, 15, 16);
        assertThat(images.select(new int[] {1, 0}).pixels()).containsExactly(11, 12, 13, 14, 15, 16, 1, 2, 3, 4, 5, 6);
        assertThat(images.range(1, 2).shape()).isEqualTo(images.shape());
        assertThat(images).hasToString("2 images of 1 x 2 x 3 (color)");
        assertThatThrownBy(() -> images.image(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new LabeledImages("bad", images.shape(), 2, new byte[2], new int[] {0}))
                .hasMessage("1 images of 1 x 2 x 3 cannot have 2 bytes of pixels");
        assertThatThrownBy(() -> new PixelShape(1, 2, 2)).hasMessage("channels must be 1 or 3 but were 2");
    }

    @Test
    void aDatasetHasOneShape() {
        var gray = new LabeledImages("gray", 1, 3, 10, new byte[3], new int[] {0});
        var color = new LabeledImages("color", new PixelShape(1, 3, 3), 10, new byte[9], new int[] {0});

        assertThatThrownBy(() -> new Dataset("mixed", gray, color))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "mixed: training images and test images must have one size but were 1 images of 1 x 3 (gray)"
                                + " and 1 images of 1 x 3 x 3 (color)");
    }

    @Test
    void aDatasetHasANameForEachClassOrNone() {
        var two = new LabeledImages("two", 1, 1, 2, new byte[2], new int[] {0, 1});
        var dataset = new Dataset("two", two, two);

        assertThat(dataset.classNames()).isEmpty();
        assertThat(dataset.withClassNames(List.of("cat", "dog")).classNames()).containsExactly("cat", "dog");
        assertThatThrownBy(() -> dataset.withClassNames(List.of("cat")))
                .isInstanceOf(DataException.class)
                .hasMessage("two: expected a name for each of the 2 classes but there were 1");
        for (var wrong : List.of("cat", " ")) {
            assertThatThrownBy(() -> dataset.withClassNames(List.of("cat", wrong)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("two: expected names of classes that differ and are not blank but that of 1 was '"
                            + wrong + "'");
        }
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
