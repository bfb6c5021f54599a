package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * How a photo must be turned to be upright. Cameras store what the sensor saw and note how they were held; ImageIO does not look at the note.
 *
 * <p>The note is an Exif block: in an APP1 segment of a JPEG file, or in the eXIf chunk of a PNG file.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">Exif 2.3, tag 274 (Orientation)</a>
 * @see <a href="https://www.w3.org/TR/png-3/#eXIf">PNG, third edition, eXIf</a>
 */
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int LAST = 8;

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int APPLICATION_1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;

    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int PNG_EXIF = 0x65584966;
    private static final int PNG_END = 0x49454e44;
    private static final int PNG_CHECKSUM = 4;

    /** More chunks or segments than any real file has; a file of nothing but empty ones does not keep the reader busy. */
    private static final int MOST_BLOCKS = 100_000;

    private static final int TAG = 274;
    private static final int LONG = 4;
    private static final int ENTRY_LENGTH = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private final int code;

    private Orientation(int code) {
        this.code = code;
    }

    /** Returns the orientation that a file notes; upright when it notes none, or nonsense. The stream is left at its beginning. */
    static Orientation of(ImageInputStream file) throws IOException {
        int code;
        try {
            file.seek(0);
            code = find(file);
        } catch (IOException | IndexOutOfBoundsException e) {
            // A damaged note says nothing, and the picture itself may still be good.
            code = UPRIGHT;
        }
        file.setByteOrder(ByteOrder.BIG_ENDIAN);
        file.seek(0);
        return new Orientation(code >= UPRIGHT && code <= LAST ? code : UPRIGHT);
    }

    private static int find(ImageInputStream file) throws IOException {
        if (file.readUnsignedShort() == START_OF_IMAGE) {
            return inJpeg(file);
        }
        file.seek(0);
        return file.readLong() == PNG_SIGNATURE ? inPng(file) : UPRIGHT;
    }

    private static int inJpeg(ImageInputStream file) throws IOException {
        for (int i = 0; i < MOST_BLOCKS; i++) {
            int marker = file.readUnsignedShort();
            if (marker == START_OF_SCAN || marker >> 8 != 0xff) {
                return UPRIGHT;
            }
            long segment = file.getStreamPosition();
            int length = file.readUnsignedShort();
            if (marker == APPLICATION_1 && startsWithExif(file)) {
                return inExif(file, file.getStreamPosition());
            }
            file.seek(segment + length);
        }
        return UPRIGHT;
    }

    private static int inPng(ImageInputStream file) throws IOException {
        for (int i = 0; i < MOST_BLOCKS; i++) {
            long length = file.readUnsignedInt();
            int type = file.readInt();
            long content = file.getStreamPosition();
            if (type == PNG_END) {
                return UPRIGHT;
            }
            if (type == PNG_EXIF) {
                // Some writers keep the name that the block has in JPEG files.
                return inExif(file, startsWithExif(file) ? content + EXIF.length : content);
            }
            file.seek(content + length + PNG_CHECKSUM);
        }
        return UPRIGHT;
    }

    private static boolean startsWithExif(ImageInputStream file) throws IOException {
        byte[] start = new byte[EXIF.length];
        file.readFully(start);
        return Arrays.equals(start, EXIF);
    }

    /** Returns the note in the first directory of a block in TIFF's format. */
    private static int inExif(ImageInputStream file, long begin) throws IOException {
        file.seek(begin);
        file.setByteOrder(file.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        file.seek(begin + 4);
        long directory = begin + file.readUnsignedInt();
        file.seek(directory);
        int entries = file.readUnsignedShort();
        for (int i = 0; i < entries; i++) {
            file.seek(directory + 2 + (long) i * ENTRY_LENGTH);
            if (file.readUnsignedShort() == TAG) {
                boolean isLong = file.readUnsignedShort() == LONG;
                file.skipBytes(4);
                return isLong ? file.readInt() : file.readUnsignedShort();
            }
        }
        return UPRIGHT;
    }

    /** Returns true if the rows of the picture are stored as columns. */
    boolean isOnItsSide() {
        return code >= 5;
    }

    /** Returns the image as it must be looked at. */
    GrayImage upright(GrayImage stored) {
        if (code == UPRIGHT) {
            return stored;
        }
        int rows = isOnItsSide() ? stored.columns() : stored.rows();
        int columns = isOnItsSide() ? stored.rows() : stored.columns();
        byte[] pixels = new byte[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                pixels[row * columns + column] = (byte) source(stored, row, column);
            }
        }
        return GrayImage.owning(rows, columns, pixels);
    }

    private int source(GrayImage stored, int row, int column) {
        int lastRow = stored.rows() - 1;
        int lastColumn = stored.columns() - 1;
        return switch (code) {
            case 2 -> stored.pixel(row, lastColumn - column);
            case 3 -> stored.pixel(lastRow - row, lastColumn - column);
            case 4 -> stored.pixel(lastRow - row, column);
            case 5 -> stored.pixel(column, row);
            case 6 -> stored.pixel(lastRow - column, row);
            case 7 -> stored.pixel(lastRow - column, lastColumn - row);
            case 8 -> stored.pixel(column, lastColumn - row);
            default -> stored.pixel(row, column);
        };
    }
}
