package io.glyphstream.datasets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a photo must be turned to be upright. Cameras store what the sensor saw and note how they were held; ImageIO does not look at the note.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">Exif 2.3, tag 274 (Orientation)</a>
 */
final class Orientation {

    /** As much of a file's beginning as is searched: the note is in the first segments, each at most 64 KiB long. */
    static final int SEARCHED = 1 << 17;

    private static final int UPRIGHT = 1;
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int APPLICATION_1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final int TAG = 274;
    private static final int ENTRY_LENGTH = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private final int code;

    private Orientation(int code) {
        this.code = code;
    }

    /** Returns the orientation that a JPEG file's beginning notes; upright when it notes none, or nonsense. */
    static Orientation of(byte[] beginning) {
        try {
            int code = find(ByteBuffer.wrap(beginning));
            return new Orientation(code >= UPRIGHT && code <= 8 ? code : UPRIGHT);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // A damaged note says nothing, and the picture itself may still be good.
            return new Orientation(UPRIGHT);
        }
    }

    private static int find(ByteBuffer bytes) {
        if (Short.toUnsignedInt(bytes.getShort()) != START_OF_IMAGE) {
            return UPRIGHT;
        }
        while (true) {
            int marker = Short.toUnsignedInt(bytes.getShort());
            if (marker == START_OF_SCAN || marker >> 8 != 0xff) {
                return UPRIGHT;
            }
            int length = Short.toUnsignedInt(bytes.getShort()) - 2;
            ByteBuffer segment = bytes.slice(bytes.position(), length);
            if (marker == APPLICATION_1 && startsWithExif(segment)) {
                return inExif(segment.slice(EXIF.length, length - EXIF.length));
            }
            bytes.position(bytes.position() + length);
        }
    }

    private static boolean startsWithExif(ByteBuffer segment) {
        byte[] start = new byte[Math.min(EXIF.length, segment.remaining())];
        segment.get(0, start);
        return Arrays.equals(start, EXIF);
    }

    private static int inExif(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_LENGTH;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                return Short.toUnsignedInt(tiff.getShort(entry + 8));
            }
        }
        return UPRIGHT;
    }

    /** Returns the image as it must be looked at. */
    GrayImage upright(GrayImage stored) {
        if (code == UPRIGHT) {
            return stored;
        }
        boolean onItsSide = code >= 5;
        int rows = onItsSide ? stored.columns() : stored.rows();
        int columns = onItsSide ? stored.rows() : stored.columns();
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
