package io.glyphstream.onnx;

/** Says that a file is no sound network in ONNX's format, or needs what this version does not do. */
public final class InvalidOnnxException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Returns one that says what is wrong and what to do.
     *
     * @param message what is wrong, with the value
     * @param remedy what to do
     */
    InvalidOnnxException(String message, String remedy) {
        super(message + ". " + remedy);
    }

    InvalidOnnxException(String message, String remedy, Throwable cause) {
        super(message + ". " + remedy, cause);
    }
}
