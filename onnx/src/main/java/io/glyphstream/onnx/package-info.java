/** Networks in ONNX's format: read into a graph network, and written from the networks of this project. */
@NullMarked
package io.glyphstream.onnx;

import org.jspecify.annotations.NullMarked;
