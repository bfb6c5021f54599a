package io.glyphstream.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Polarity;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of pictures may hold besides plain shades. */
final class PictureFilesTest {

    private static final int WIDTH = 60;

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 0, 1", "3, 1, 1", "4, 1, 0", "5, 0, 0", "6, 0, 1", "7, 1, 1", "8, 1, 0"})
    void orientationInAPngIsHeeded(int orientation, int markRow, int markColumn) {
        BufferedImage picture = Drawing.box(
                BufferedImage.TYPE_BYTE_GRAY, 64, 64, Color.BLACK, Color.WHITE, new Rectangle(0, 0, 32, 32));
        byte[] png = Drawing.encoded(picture, "png");
        byte[] bigEndian = exif(ByteOrder.BIG_ENDIAN, orientation);
        byte[] littleEndian = exif(ByteOrder.LITTLE_ENDIAN, orientation);

        for (byte[] noted : new byte[][] {
            withChunk(png, 33, "eXIf", bigEndian),
            withChunk(png, 33, "eXIf", littleEndian),
            withChunk(png, png.length - 12, "eXIf", littleEndian)
        }) {
            GrayImage upright = Drawing.read(
                    "photo", new ByteArrayInputStream(noted), PictureConversion.stretched(2, 2, Polarity.AS_IS));

            assertThat(upright.pixel(markRow, markColumn)).isEqualTo(255);
            assertThat(upright.pixel(1 - markRow, 1 - markColumn)).isZero();
        }
    }

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                arguments("gray PNG", Drawing.encoded(random(BufferedImage.TYPE_BYTE_GRAY), "png")),
                arguments("interlaced PNG", interlaced(random(BufferedImage.TYPE_INT_ARGB))),
                arguments("PNG with opacity", Drawing.encoded(random(BufferedImage.TYPE_INT_ARGB), "png")),
                arguments("JPEG", Drawing.encoded(random(BufferedImage.TYPE_INT_RGB), "jpg")),
                arguments("GIF", Drawing.encoded(random(BufferedImage.TYPE_BYTE_INDEXED), "gif")),
                arguments("BMP", Drawing.encoded(random(BufferedImage.TYPE_INT_RGB), "bmp")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void stripsComeTogetherToTheWholePicture(String kind, byte[] file) {
        DecodedPicture whole = PictureDecoder.decode(
                        kind, new ByteArrayInputStream(file), Colors.GRAY, Long.MAX_VALUE / 2)
                .get(0);

        for (int rows : new int[] {1, 2, 7, 44}) {
            DecodedPicture inStrips = PictureDecoder.decode(
                            kind, new ByteArrayInputStream(file), Colors.GRAY, (long) rows * WIDTH)
                    .get(0);

            assertThat(inStrips).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 3", "7, 5, 2, 1", "9, 6, 3, 4", "10, 11, 4, 2"})
    void averagesAgreeWithResampling(int rows, int columns, int step, long seed) {
        byte[] pixels = new byte[rows * step * columns * step];
        new SplittableRandom(seed).nextBytes(pixels);
        var picture = new GrayImage(rows * step, columns * step, pixels);
        var average = new AreaAverage(picture.rows(), picture.columns(), step, AreaAverage.Planes.SHADES);
        for (int row = 0; row < picture.rows(); row++) {
            int[] shades = new int[picture.columns()];
            for (int column = 0; column < shades.length; column++) {
                shades[column] = picture.pixel(row, column);
            }
            average.take(shades, shades);
        }

        assertThat(average.picture().shades()).isEqualTo(Resampling.resize(picture, rows, columns));
    }

    @Test
    void whiteInkInAPaletteWithATransparentColorIsSeen() {
        byte[] shades = {0, (byte) 255};
        var palette = new IndexColorModel(1, 2, shades, shades, shades, 0);
        var picture = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setPixels(30, 20, 40, 60, ones(40 * 60));

        GrayImage read = Drawing.read(
                "palette", Drawing.stream(picture, "png"), PictureConversion.stretched(5, 5, Polarity.AUTOMATIC));

        assertThat(read.pixel(2, 2)).isEqualTo(255);
        assertThat(read.pixel(0, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ffffff, 000000", "202020, e0e0e0", "ffffff, 303060"})
    void cardOnTransparencyIsPaper(String card, String ink) {
        BufferedImage drawn = Drawing.box(
                BufferedImage.TYPE_INT_ARGB,
                120,
                120,
                new Color(0, 0, 0, 0),
                new Color(Integer.parseInt(card, 16)),
                new Rectangle(10, 10, 100, 100));
        for (int y = 30; y < 90; y++) {
            for (int x = 55; x < 65; x++) {
                drawn.setRGB(x, y, 0xff000000 | Integer.parseInt(ink, 16));
            }
        }

        GrayImage read = Drawing.read("card", Drawing.stream(drawn, "png"), PictureConversion.asMnist());

        assertThat(read.pixel(14, 14)).isEqualTo(255);
        assertThat(read.pixel(14, 5)).isZero();
    }

    @Test
    void pictureThatIsTransparentThroughoutIsBlank() {
        var picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);

        assertThatThrownBy(() -> Drawing.read("nothing", Drawing.stream(picture, "png"), PictureConversion.asMnist()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is blank");
    }

    @Test
    void linesThatWouldNotFitIntoMemoryAreRefusedBeforeTheyAreDecoded() {
        byte[] header = Drawing.encoded(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), "png");
        ByteBuffer.wrap(header).putInt(16, 60_000_000);
        ByteBuffer.wrap(header).putInt(29, checksum(Arrays.copyOfRange(header, 12, 29)));

        assertThatThrownBy(() -> Drawing.read("wide", new ByteArrayInputStream(header), PictureConversion.asMnist()))
                .isInstanceOf(DataException.class)
                .hasMessage("wide is 60000000 x 1 pixels: expected sides of at most 65535");
    }

    @Test
    void endlessFilesAreGivenUp() {
        byte[] beginning =
                Arrays.copyOf(Drawing.encoded(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png"), 33);

        assertThatThrownBy(() -> Drawing.read("endless", new Endless(beginning), PictureConversion.asMnist()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("endless cannot be decoded: ")
                .hasMessageContaining("longer than " + Pictures.MAX_BYTES + " bytes");
    }

    /** A PNG file with a chunk after its header that never ends. */
    private static final class Endless extends InputStream {

        private final byte[] beginning;
        private int given;

        Endless(byte[] beginning) {
            this.beginning = beginning;
        }

        @Override
        public int read() {
            int next = given < beginning.length ? beginning[given] & 0xff : 0x7f;
            given = Math.min(given + 1, beginning.length);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (given < beginning.length) {
                into[offset] = (byte) read();
                return 1;
            }
            Arrays.fill(into, offset, offset + length, (byte) 0x7f);
            return length;
        }
    }

    private static BufferedImage random(int type) {
        var random = new SplittableRandom(type);
        var picture = new BufferedImage(WIDTH, 45, type);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    private static byte[] interlaced(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static byte[] exif(ByteOrder order, int orientation) {
        return ByteBuffer.allocate(26)
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .order(order)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Returns a PNG file with one more chunk at a place between two. */
    private static byte[] withChunk(byte[] png, int at, String type, byte[] content) {
        byte[] body = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        return ByteBuffer.allocate(png.length + 12 + content.length)
                .put(png, 0, at)
                .putInt(content.length)
                .put(body)
                .putInt(checksum(body))
                .put(png, at, png.length - at)
                .array();
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
