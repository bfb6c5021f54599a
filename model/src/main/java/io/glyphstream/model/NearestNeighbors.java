package io.glyphstream.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A placeholder until the index of nearest neighbors is there. */
public final class NearestNeighbors implements Classifier {

    private NearestNeighbors() {}

    @Override
    public String kind() {
        return "nearest-neighbors";
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public int classes() {
        return 1;
    }

    @Override
    public Scores score(byte[] pixels, int images) {
        throw new UnsupportedOperationException("nearest neighbors are not there yet");
    }

    void writeBody(DataOutput out) throws IOException {
        throw new IOException("nearest neighbors are not there yet");
    }

    static NearestNeighbors readBody(int rows, int columns, int classes, DataInput in)
            throws IOException, InvalidSnapshotException {
        throw new InvalidSnapshotException("nearest neighbors are not there yet");
    }
}
