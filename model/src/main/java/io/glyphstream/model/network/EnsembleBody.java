package io.glyphstream.model.network;

import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;

/*
 *   members   1 byte
 *   form      of each member, as a network has it: see NetworkBody
 *   weights   of each member, as a network has them
 */
/** Several networks of one form in a snapshot. */
final class EnsembleBody {

    private EnsembleBody() {}

    static void write(NetworkEnsemble ensemble, DataOutput out) throws IOException {
        out.writeByte(ensemble.members().size());
        NetworkBody.writeForm(ensemble.form(), out);
        for (ConvolutionalNetwork member : ensemble.members()) {
            NetworkBody.writeWeights(member, out);
        }
    }

    static NetworkEnsemble read(InputShape input, int classes, DataInputStream in)
            throws IOException, InvalidSnapshotException {
        int count = in.readUnsignedByte();
        NetworkForm form = NetworkBody.readForm(input, classes, in);
        NetworkEnsemble.requireWithinBounds(form, count);
        NetworkBody.requirePresent(form, count, in.available());
        var members = new ArrayList<ConvolutionalNetwork>();
        for (int i = 0; i < count; i++) {
            members.add(NetworkBody.readWeights(form, in));
        }
        return new NetworkEnsemble(members);
    }
}
