package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Fit;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a picture, for each way to fill an image, in gray and in color. */
final class PictureConversionTest {

    private static final Color GROUND = new Color(10, 200, 60);
    private static final Color INK = new Color(250, 20, 130);

    /** Twice as wide as high: the left half is ink. */
    private static final BufferedImage WIDE =
            Drawing.box(BufferedImage.TYPE_INT_RGB, 8, 4, GROUND, INK, new Rectangle(0, 0, 4, 4));

    @ParameterizedTest
    @EnumSource(Fit.class)
    void aPictureOfTheRightSizeKeepsItsBytesInEachChannel(Fit fit) {
        PixelImage image = color(WIDE, 4, 8, fit);

        assertThat(image.channels()).isEqualTo(3);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 8; column++) {
                assertThat(colorAt(image, row, column)).isEqualTo(column < 4 ? INK : GROUND);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void allKindsOfFilesHaveTheirColors(String format) throws IOException {
        BufferedImage picture = Drawing.box(
                format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB,
                8,
                4,
                Color.BLUE,
                Color.YELLOW,
                new Rectangle(0, 0, 4, 4));

        PixelImage image =
                Pictures.read(format, Drawing.stream(picture, format), conversion(Colors.RGB, Fit.EXACT, 4, 8));

        BufferedImage decoded = ImageIO.read(Drawing.stream(picture, format));
        assertThat(colorAt(image, 0, 0)).isEqualTo(Color.YELLOW).isEqualTo(new Color(decoded.getRGB(0, 0)));
        assertThat(colorAt(image, 3, 7)).isEqualTo(new Color(decoded.getRGB(7, 3)));
    }

    @Test
    void aGrayPictureHasThreeEqualChannels() {
        BufferedImage gray = Drawing.gray(DigitPainter.drawDigit(3, 1), 1);

        PixelImage image = color(gray, 28, 28, Fit.CONTAIN);

        assertThat(image.channel(0)).isEqualTo(DigitPainter.drawDigit(3, 1));
        assertThat(image.channel(1)).isEqualTo(image.channel(0));
        assertThat(image.channel(2)).isEqualTo(image.channel(0));
    }

    @Test
    void containedPicturesKeepTheirProportionsOnTheShadeOfTheirBorder() {
        PixelImage image = color(WIDE, 8, 8, Fit.CONTAIN);

        for (int column = 0; column < 8; column++) {
            assertThat(colorAt(image, 1, column)).isEqualTo(colorAt(image, 6, column));
            assertThat(colorAt(image, 2, column)).isEqualTo(column < 4 ? INK : GROUND);
            assertThat(colorAt(image, 5, column)).isEqualTo(column < 4 ? INK : GROUND);
        }
        assertThat(colorAt(image, 0, 0).getRed()).isIn(INK.getRed(), GROUND.getRed());
    }

    @Test
    void croppedPicturesLoseWhatLiesOutsideOfTheirMiddle() {
        PixelImage image = color(WIDE, 4, 4, Fit.CROP);

        assertThat(colorAt(image, 0, 0)).isEqualTo(INK);
        assertThat(colorAt(image, 0, 1)).isEqualTo(INK);
        assertThat(colorAt(image, 3, 2)).isEqualTo(GROUND);
        assertThat(colorAt(image, 3, 3)).isEqualTo(GROUND);
    }

    @Test
    void stretchedPicturesAreWholeWhateverTheirProportions() {
        PixelImage image = color(WIDE, 4, 2, Fit.STRETCH);

        assertThat(colorAt(image, 2, 0)).isEqualTo(INK);
        assertThat(colorAt(image, 2, 1)).isEqualTo(GROUND);
    }

    @ParameterizedTest
    @CsvSource({"4, 7", "5, 8", "8, 4"})
    void anExactFitRefusesOtherSizes(int rows, int columns) {
        assertThatThrownBy(() -> color(WIDE, rows, columns, Fit.EXACT))
                .isInstanceOf(DataException.class)
                .hasMessage("wide has 4 x 8 pixels: expected " + rows + " x " + columns + ", since the fit is exact");
    }

    @Test
    void shadesStayOrAreInvertedAsThePolaritySays() {
        GrayImage digit = DigitPainter.drawDigit(5, 2);
        BufferedImage picture = Drawing.gray(digit, 1);

        assertThat(gray(picture, Polarity.AS_IS, false)).isEqualTo(digit);
        assertThat(gray(picture, Polarity.INVERTED, false)).isEqualTo(Drawing.inverted(digit));
        assertThat(gray(picture, Polarity.AUTOMATIC, false)).isEqualTo(digit);
    }

    @Test
    void whatIsTransparentIsWhiteInColor() {
        BufferedImage picture =
                Drawing.box(BufferedImage.TYPE_INT_ARGB, 4, 4, new Color(0, 0, 0, 0), INK, new Rectangle(0, 0, 2, 4));

        PixelImage image = color(picture, 4, 4, Fit.EXACT);

        assertThat(colorAt(image, 1, 1)).isEqualTo(INK);
        assertThat(colorAt(image, 1, 2)).isEqualTo(Color.WHITE);
    }

    @ParameterizedTest
    @EnumSource(value = Polarity.class)
    void centeredInkIsInTheMiddleOfAnySize(Polarity polarity) {
        Color ink = polarity == Polarity.INVERTED ? Color.BLACK : Color.WHITE;
        Color paper = polarity == Polarity.INVERTED ? Color.WHITE : Color.BLACK;
        BufferedImage picture =
                Drawing.box(BufferedImage.TYPE_INT_RGB, 90, 60, paper, ink, new Rectangle(3, 3, 10, 10));
        var conversion =
                new PictureConversion(56, 56, new PicturePreprocessing(Colors.GRAY, polarity, Fit.CONTAIN, true));

        GrayImage image = Drawing.read("box", Drawing.stream(picture, "png"), conversion);

        for (int row = 0; row < 56; row++) {
            for (int column = 0; column < 56; column++) {
                boolean inked = row >= 8 && row < 48 && column >= 8 && column < 48;
                assertThat(image.pixel(row, column)).isEqualTo(inked ? 255 : 0);
            }
        }
    }

    @Test
    void whatHasNoMeaningInColorIsRefused() {
        assertThatThrownBy(() -> new PicturePreprocessing(Colors.RGB, Polarity.INVERTED, Fit.CONTAIN, false))
                .hasMessageStartingWith("the polarity of pictures in color must be as-is but was inverted");
        assertThatThrownBy(() -> new PicturePreprocessing(Colors.RGB, Polarity.AS_IS, Fit.CONTAIN, true))
                .hasMessage("what is centered must be gray and its fit contain but they were rgb and contain");
        assertThatThrownBy(() -> new PicturePreprocessing(Colors.GRAY, Polarity.AS_IS, Fit.CROP, true))
                .hasMessage("what is centered must be gray and its fit contain but they were gray and crop");
    }

    private static PixelImage color(BufferedImage picture, int rows, int columns, Fit fit) {
        return Pictures.read("wide", Drawing.stream(picture, "png"), conversion(Colors.RGB, fit, rows, columns));
    }

    private static GrayImage gray(BufferedImage picture, Polarity polarity, boolean isCentered) {
        var conversion =
                new PictureConversion(28, 28, new PicturePreprocessing(Colors.GRAY, polarity, Fit.CONTAIN, isCentered));
        return Drawing.read("gray", Drawing.stream(picture, "png"), conversion);
    }

    private static PictureConversion conversion(Colors colors, Fit fit, int rows, int columns) {
        return new PictureConversion(rows, columns, new PicturePreprocessing(colors, Polarity.AS_IS, fit, false));
    }

    private static Color colorAt(PixelImage image, int row, int column) {
        return new Color(image.value(row, column, 0), image.value(row, column, 1), image.value(row, column, 2));
    }
}
