package io.glyphstream.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.perceptron.Perceptron;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * ONNX Runtime scores the same images with the same weights, one thread for each call.
 *
 * <p>Its inputs are scaled to floats and put where it reads them before the measurement, which spares it work that ours does on every image.
 */
final class OnnxScoring implements AutoCloseable {

    private final OrtSession session;
    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();

    OnnxScoring(Perceptron perceptron, Batches batches) {
        this(
                OnnxWriter.write(perceptron),
                batches,
                new long[] {batches.size(), (long) perceptron.rows() * perceptron.columns()},
                pixels -> scaled(pixels, perceptron.scaling()));
    }

    OnnxScoring(GraphModel model, Batches batches) {
        this(
                OnnxGraphWriter.write(model),
                batches,
                new long[] {
                    batches.size(),
                    model.design().input().channels(),
                    model.design().input().rows(),
                    model.design().input().columns()
                },
                model::channelsFirst);
    }

    private OnnxScoring(byte[] model, Batches batches, long[] shape, Function<byte[], FloatBuffer> inputsOf) {
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
            for (int batch = 0; batch < batches.count(); batch++) {
                var tensor = OnnxTensor.createTensor(environment, inputsOf.apply(batches.get(batch)), shape);
                inputs.add(Map.of(OnnxWriter.INPUT, tensor));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refused the model or its inputs", e);
        }
    }

    private static FloatBuffer scaled(byte[] pixels, InputScaling scaling) {
        FloatBuffer values = room(pixels.length);
        for (byte pixel : pixels) {
            int gray = pixel & 0xFF;
            values.put(
                    switch (scaling) {
                        case ZERO_TO_ONE -> gray / 255f;
                        case MINUS_ONE_TO_ONE -> (float) (gray / 127.5 - 1);
                    });
        }
        return values.rewind();
    }

    /** Returns room for so many values, where ONNX Runtime reads them. */
    static FloatBuffer room(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Returns the outputs for a batch, (images x classes), row-major. */
    float[] score(int batch) {
        try (OrtSession.Result result = session.run(inputs.get(batch))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            var outputs = new float[values.remaining()];
            values.get(outputs);
            return outputs;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to score", e);
        }
    }

    @Override
    public void close() {
        inputs.forEach(input -> input.values().forEach(OnnxTensor::close));
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to close", e);
        }
    }
}
