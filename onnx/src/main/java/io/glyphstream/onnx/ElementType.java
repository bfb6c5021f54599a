package io.glyphstream.onnx;

/** The types of elements that tensors of this project have, by ONNX's numbers. */
enum ElementType {
    FLOAT(1, Float.BYTES, true),
    UINT8(2, Byte.BYTES, false),
    INT8(3, Byte.BYTES, false),
    UINT16(4, Short.BYTES, false),
    INT16(5, Short.BYTES, false),
    INT32(6, Integer.BYTES, false),
    INT64(7, Long.BYTES, false),
    BOOL(9, Byte.BYTES, false),
    FLOAT16(10, Short.BYTES, true),
    DOUBLE(11, Double.BYTES, true);

    private static final String[] NAMES = {
        "undefined",
        "float",
        "uint8",
        "int8",
        "uint16",
        "int16",
        "int32",
        "int64",
        "string",
        "bool",
        "float16",
        "double",
        "uint32",
        "uint64",
        "complex64",
        "complex128",
        "bfloat16"
    };

    private final int number;

    /** How many bytes an element has in raw data. */
    final int bytes;

    /** Whether elements are numbers with a fraction; all others are kept as whole numbers. */
    final boolean isReal;

    ElementType(int number, int bytes, boolean isReal) {
        this.number = number;
        this.bytes = bytes;
        this.isReal = isReal;
    }

    /**
     * Returns the type that ONNX gives this number.
     *
     * @param of what has this type, for the message
     */
    static ElementType of(long number, String of) throws InvalidOnnxException {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new InvalidOnnxException(
                "the element type of " + of + " must be float, float16, double, bool or an integer but was "
                        + name(number),
                "Export the network with 32-bit floats");
    }

    /** Returns what ONNX calls the type of this number. */
    static String name(long number) {
        return number >= 0 && number < NAMES.length ? NAMES[(int) number] : "type " + number;
    }
}
