package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.RealMnist;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PicturesTest {

    private static final Color CLEAR = new Color(0, 0, 0, 0);

    /** A black box of the frame's proportions, wherever it was drawn, fills the 20 x 20 in the middle. */
    private static final GrayImage NORMALIZED_BOX =
            image(28, 28, (row, column) -> row >= 4 && row < 24 && column >= 4 && column < 24 ? 255 : 0);

    static Stream<Arguments> sheets() {
        int rgb = BufferedImage.TYPE_INT_RGB;
        int argb = BufferedImage.TYPE_INT_ARGB;
        int gray = BufferedImage.TYPE_BYTE_GRAY;
        return Stream.of(
                arguments("black on white", "png", rgb, Color.WHITE, Color.BLACK),
                arguments("white on black", "png", rgb, Color.BLACK, Color.WHITE),
                arguments("black on transparent", "png", argb, CLEAR, Color.BLACK),
                arguments("blue on transparent", "png", argb, CLEAR, Color.BLUE),
                arguments("gray, 16 bits", "png", BufferedImage.TYPE_USHORT_GRAY, Color.WHITE, Color.BLACK),
                arguments("pencil on gray paper", "png", gray, new Color(180, 180, 180), new Color(90, 90, 90)),
                arguments("dark on dark", "png", gray, new Color(60, 60, 60), new Color(20, 20, 20)),
                arguments("two colors", "png", BufferedImage.TYPE_BYTE_BINARY, Color.WHITE, Color.BLACK),
                arguments("palette", "gif", BufferedImage.TYPE_BYTE_INDEXED, Color.WHITE, Color.BLACK),
                arguments("bitmap", "bmp", rgb, Color.WHITE, Color.RED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sheets")
    void inkFillsTheBoxWhateverPaperAndPlace(String sheet, String format, int type, Color paper, Color ink) {
        BufferedImage picture = Drawing.box(type, 300, 200, paper, ink, new Rectangle(190, 20, 60, 60));

        GrayImage normalized = Drawing.read(sheet, Drawing.stream(picture, format), PictureConversion.asMnist());

        assertThat(normalized).isEqualTo(NORMALIZED_BOX);
    }

    @Test
    void photoOnUnevenPaperWithJpegHaloComesOutLikeTheDrawing() {
        BufferedImage picture = Drawing.box(
                BufferedImage.TYPE_INT_RGB, 400, 400, Color.WHITE, Color.BLACK, new Rectangle(60, 120, 200, 200));
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 400; x++) {
                int light = 140 + 40 * (x + y) / 800;
                int shade = (picture.getRGB(x, y) & 0xff) * light / 255 + 20;
                picture.setRGB(x, y, shade * 0x010101);
            }
        }

        GrayImage normalized = Drawing.read("photo", Drawing.stream(picture, "jpg"), PictureConversion.asMnist());

        assertThat(meanDifference(normalized, NORMALIZED_BOX)).isLessThan(5);
    }

    @Test
    void proportionsAreKeptAndTheCenterOfMassIsInTheMiddle() {
        BufferedImage tall = Drawing.box(
                BufferedImage.TYPE_INT_RGB, 500, 500, Color.WHITE, Color.BLACK, new Rectangle(10, 10, 40, 200));

        GrayImage normalized = Drawing.read("tall", Drawing.stream(tall, "png"), PictureConversion.asMnist());

        assertThat(normalized)
                .isEqualTo(
                        image(28, 28, (row, column) -> row >= 4 && row < 24 && column >= 12 && column < 16 ? 255 : 0));
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void imagesOfMnistComeOutAsTheyWentInOnBlackOrWhite(long seed, @TempDir Path cache) {
        LabeledImages mnist = RealMnist.orSkip(cache).test();

        for (int i : new SplittableRandom(seed).ints(300, 0, mnist.size()).toArray()) {
            GrayImage image = mnist.image(i);
            BufferedImage onBlack = Drawing.gray(image, 1);
            BufferedImage onWhite = Drawing.gray(Drawing.inverted(image), 1);

            assertThat(Drawing.read("black", Drawing.stream(onBlack, "png"), PictureConversion.asMnist()))
                    .isEqualTo(image);
            assertThat(Drawing.read("white", Drawing.stream(onWhite, "png"), PictureConversion.asMnist()))
                    .isEqualTo(image);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 4)
    void enlargedImagesOfMnistComeOutNearlyAsTheyWere(long seed, @TempDir Path cache) {
        LabeledImages mnist = RealMnist.orSkip(cache).test();
        double sum = 0;
        int[] chosen = new SplittableRandom(seed).ints(100, 0, mnist.size()).toArray();

        for (int i : chosen) {
            BufferedImage large = Drawing.gray(Drawing.inverted(mnist.image(i)), 10);
            sum += meanDifference(
                    Drawing.read("large", Drawing.stream(large, "png"), PictureConversion.asMnist()), mnist.image(i));
        }

        assertThat(sum / chosen.length).isLessThan(4);
    }

    @ParameterizedTest
    @CsvSource({"png, 1", "bmp, 2"})
    void shadesOfGrayArriveAsTheyAreStored(String format, long seed) {
        byte[] pixels = new byte[30 * 17];
        new SplittableRandom(seed).nextBytes(pixels);
        var stored = new GrayImage(30, 17, pixels);

        GrayImage same = Drawing.read(
                "gray",
                Drawing.stream(Drawing.gray(stored, 1), format),
                PictureConversion.stretched(30, 17, Polarity.AS_IS));
        GrayImage inverted = Drawing.read(
                "gray",
                Drawing.stream(Drawing.gray(stored, 1), format),
                PictureConversion.stretched(30, 17, Polarity.INVERTED));

        assertThat(same).isEqualTo(stored);
        assertThat(inverted).isEqualTo(Drawing.inverted(stored));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 0, 1", "3, 1, 1", "4, 1, 0", "5, 0, 0", "6, 0, 1", "7, 1, 1", "8, 1, 0"})
    void photosAreTurnedUpright(int orientation, int markRow, int markColumn) {
        BufferedImage picture = Drawing.box(
                BufferedImage.TYPE_BYTE_GRAY, 64, 64, Color.BLACK, Color.WHITE, new Rectangle(0, 0, 32, 32));
        byte[] jpeg = withOrientation(Drawing.encoded(picture, "jpg"), orientation);

        GrayImage upright = Drawing.read(
                "photo", new ByteArrayInputStream(jpeg), PictureConversion.stretched(2, 2, Polarity.AS_IS));

        assertThat(upright.pixel(markRow, markColumn)).isGreaterThan(250);
        assertThat(upright.pixel(1 - markRow, 1 - markColumn)).isLessThan(5);
    }

    @Test
    void absurdSizeIsRefusedBeforeAnythingIsDecoded() {
        assertThatThrownBy(() -> Drawing.read(
                        "bomb.png", new ByteArrayInputStream(hugePng(60_000)), PictureConversion.asMnist()))
                .isInstanceOf(DataException.class)
                .hasMessage("bomb.png is 60000 x 60000 pixels: expected at least one and at most 64000000");
    }

    @Test
    void largePicturesAreReadCoarsely() {
        BufferedImage large = Drawing.box(
                BufferedImage.TYPE_BYTE_GRAY,
                6000,
                4000,
                Color.WHITE,
                Color.BLACK,
                new Rectangle(100, 200, 3000, 3000));

        GrayImage normalized = Drawing.read("large", Drawing.stream(large, "png"), PictureConversion.asMnist());

        assertThat(normalized).isEqualTo(NORMALIZED_BOX);
    }

    static Stream<Arguments> noPictures() {
        BufferedImage blank =
                Drawing.box(BufferedImage.TYPE_INT_RGB, 50, 50, Color.WHITE, Color.WHITE, new Rectangle(0, 0, 1, 1));
        byte[] png = Drawing.encoded(blank, "png");
        byte[] jpeg = Drawing.encoded(blank, "jpg");
        return Stream.of(
                arguments(new byte[0], "not a picture of a known kind"),
                arguments("junk".getBytes(StandardCharsets.UTF_8), "not a picture of a known kind"),
                arguments(Arrays.copyOf(png, png.length / 2), "cannot be decoded"),
                arguments(Arrays.copyOf(jpeg, 30), "cannot be decoded"),
                arguments(png, "is blank"));
    }

    @ParameterizedTest
    @MethodSource("noPictures")
    void reasonIsGivenForWhatIsNoPicture(byte[] bytes, String reason) {
        assertThatThrownBy(
                        () -> Drawing.read("seven.png", new ByteArrayInputStream(bytes), PictureConversion.asMnist()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("seven.png ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damagedFilesNeverEndInAnythingButDataException(long seed) {
        var random = new SplittableRandom(seed);
        GrayImage digit = DigitPainter.drawDigit(8, seed);
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] good = Drawing.encoded(Drawing.gray(digit, 2), format);
            for (int round = 0; round < 150; round++) {
                byte[] damaged = Arrays.copyOf(good, good.length - random.nextInt(good.length / 4));
                for (int flips = random.nextInt(8); flips >= 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    GrayImage read =
                            Drawing.read("damaged", new ByteArrayInputStream(damaged), PictureConversion.asMnist());
                    assertThat(read.rows()).isEqualTo(28);
                } catch (DataException refused) {
                    assertThat(refused).hasMessageStartingWith("damaged ");
                }
            }
        }
    }

    @FunctionalInterface
    private interface Shade {
        int at(int row, int column);
    }

    private static GrayImage image(int rows, int columns, Shade shade) {
        byte[] pixels = new byte[rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) shade.at(i / columns, i % columns);
        }
        return new GrayImage(rows, columns, pixels);
    }

    private static double meanDifference(GrayImage one, GrayImage other) {
        double sum = 0;
        for (int row = 0; row < one.rows(); row++) {
            for (int column = 0; column < one.columns(); column++) {
                sum += Math.abs(one.pixel(row, column) - other.pixel(row, column));
            }
        }
        return sum / (one.rows() * one.columns());
    }

    /** Returns a JPEG with a note of how the camera was held: an Exif segment with a directory of one entry, big-endian. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 12 + 4)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0\52".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0);
        return ByteBuffer.allocate(jpeg.length + exif.capacity())
                .put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** Returns the beginning of a PNG file that claims an enormous size. */
    private static byte[] hugePng(int side) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(side)
                .putInt(side)
                .put(new byte[] {8, 6, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
