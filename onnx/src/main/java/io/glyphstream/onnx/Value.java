package io.glyphstream.onnx;

/** A value of a graph: known from the file, or depending on the image. */
sealed interface Value permits Value.Known, Flow {

    /** Returns what is said of its case. */
    <T> T match(Cases<T> cases) throws InvalidOnnxException;

    /** What differs between the two cases. */
    interface Cases<T> {

        T known(Tensor tensor) throws InvalidOnnxException;

        T flow(Flow flow) throws InvalidOnnxException;
    }

    /** A value that the file says. */
    record Known(Tensor tensor) implements Value {

        @Override
        public <T> T match(Cases<T> cases) throws InvalidOnnxException {
            return cases.known(tensor);
        }
    }
}
