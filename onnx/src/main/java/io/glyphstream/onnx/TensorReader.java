package io.glyphstream.onnx;

import com.google.protobuf.ByteString;
import io.glyphstream.onnx.messages.TensorMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Reads tensors from a file. Memory is taken for what the file has, never for what it only declares. */
final class TensorReader {

    private static final int EXTERNAL = 1;
    private static final String REMEDY = "The file is damaged or breaks ONNX's rules; export it again";

    private TensorReader() {}

    /**
     * Returns the values of a tensor.
     *
     * @param of what the tensor is, for the message
     */
    static Tensor read(TensorMessage message, String of) throws InvalidOnnxException {
        if (message.getDataLocation() == EXTERNAL) {
            throw new InvalidOnnxException(
                    "the data of " + of + " are in another file",
                    "Save the network as one file: onnx.save_model(model, file, save_as_external_data=False)");
        }
        var type = ElementType.of(message.getDataType(), of);
        int[] dimensions = Dimensions.checked(message.getDimsList(), of);
        int count = Dimensions.count(dimensions);
        boolean isRaw = !message.getRawData().isEmpty();
        int held = isRaw
                ? rawCount(message.getRawData(), type, of)
                : listed(message, type).size();
        if (held != count) {
            throw new InvalidOnnxException(
                    of + " must have " + count + " values by its dimensions, " + Dimensions.text(dimensions)
                            + ", but the file holds " + held,
                    REMEDY);
        }
        if (type.isReal) {
            return Tensor.reals(dimensions, floats(reals(message, type, isRaw), count, of));
        }
        return Tensor.wholes(dimensions, longs(isRaw ? raw(message.getRawData(), type) : whole(message, type), count));
    }

    private static int rawCount(ByteString raw, ElementType type, String of) throws InvalidOnnxException {
        if (raw.size() % type.bytes != 0) {
            throw new InvalidOnnxException(
                    "the bytes of " + of + " must be a multiple of " + type.bytes + " but are " + raw.size(), REMEDY);
        }
        return raw.size() / type.bytes;
    }

    private static List<?> listed(TensorMessage message, ElementType type) {
        return switch (type) {
            case FLOAT -> message.getFloatDataList();
            case DOUBLE -> message.getDoubleDataList();
            case INT64 -> message.getInt64DataList();
            default -> message.getInt32DataList();
        };
    }

    private static IntToDoubleFunction reals(TensorMessage message, ElementType type, boolean isRaw) {
        ByteBuffer buffer = buffer(message.getRawData());
        return switch (type) {
            case FLOAT -> isRaw ? i -> buffer.getFloat(i * Float.BYTES) : message::getFloatData;
            case FLOAT16 ->
                isRaw ? i -> widened(buffer.getShort(i * Short.BYTES)) : i -> widened((short) message.getInt32Data(i));
            default -> isRaw ? i -> buffer.getDouble(i * Double.BYTES) : message::getDoubleData;
        };
    }

    /**
     * Returns the value of a float of 16 bits, which is always a float of 32 bits.
     *
     * <p>IEEE 754, binary16: a sign, 5 bits of exponent, 10 bits of fraction.
     */
    static float widened(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float size;
        if (exponent == 0) {
            size = Math.scalb((float) fraction, -24);
        } else if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return half < 0 ? -size : size;
    }

    private static IntToLongFunction whole(TensorMessage message, ElementType type) {
        return type == ElementType.INT64 ? message::getInt64Data : message::getInt32Data;
    }

    private static IntToLongFunction raw(ByteString raw, ElementType type) {
        ByteBuffer buffer = buffer(raw);
        return switch (type) {
            case INT64 -> i -> buffer.getLong(i * Long.BYTES);
            case INT32 -> i -> buffer.getInt(i * Integer.BYTES);
            case INT16 -> i -> buffer.getShort(i * Short.BYTES);
            case UINT16 -> i -> buffer.getShort(i * Short.BYTES) & 0xffff;
            case INT8 -> i -> buffer.get(i);
            default -> i -> buffer.get(i) & 0xff;
        };
    }

    private static ByteBuffer buffer(ByteString raw) {
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floats(IntToDoubleFunction from, int count, String of) throws InvalidOnnxException {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) from.applyAsDouble(i);
            if (Float.isNaN(values[i])) {
                throw new InvalidOnnxException(
                        of + " must hold numbers but has NaN at place " + i, "The training has diverged; train again");
            }
        }
        return values;
    }

    private static long[] longs(IntToLongFunction from, int count) {
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = from.applyAsLong(i);
        }
        return values;
    }
}
