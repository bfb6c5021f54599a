package io.glyphstream.onnx;

/** The order of an image's values in a network's input. */
public enum Layout {
    /** Channel by channel: batch x channels x rows x columns. */
    NCHW,
    /** Place by place: batch x rows x columns x channels. */
    NHWC
}
