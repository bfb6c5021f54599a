package io.glyphstream.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime: an independent program that runs the same files. */
final class Oracle implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Oracle(byte[] file) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(file, options);
        }
    }

    /**
     * Returns the outputs for values, batch by batch.
     *
     * @param dimensions of the input, with the batch as the first
     * @param output the name of the output
     */
    float[] run(float[] values, long[] dimensions, String output) throws OrtException {
        int area = 1;
        for (int axis = 1; axis < dimensions.length; axis++) {
            area *= (int) dimensions[axis];
        }
        int portion = (int) dimensions[0] * area;
        String input = session.getInputNames().iterator().next();
        float[] outputs = new float[0];
        for (int at = 0; at < values.length; at += portion) {
            try (var tensor = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(values, at, portion).slice(), dimensions);
                    var result = session.run(Map.of(input, tensor))) {
                FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
                int count = buffer.remaining();
                if (outputs.length == 0) {
                    outputs = new float[values.length / portion * count];
                }
                buffer.get(outputs, at / portion * count, count);
            }
        }
        return outputs;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
