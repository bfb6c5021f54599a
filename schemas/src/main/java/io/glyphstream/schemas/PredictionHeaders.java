package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The answer once more, as plain text in a prediction's headers, so that a tool without Avro can read it. */
public final class PredictionHeaders {
    /** The champion's class, in decimal. */
    public static final String ANSWER = "glyphstream.answer";

    /** The champion's confidence, from 0 to 1, in decimal. */
    public static final String CONFIDENCE = "glyphstream.confidence";

    /** The champion's name and version, such as {@code mlp@3}. */
    public static final String MODEL = "glyphstream.model";

    /** The digest of the champion's snapshot, in hexadecimal. */
    public static final String SHA256 = "glyphstream.sha256";

    /** The sequence number of the deployment in force, in decimal. */
    public static final String DEPLOYMENT = "glyphstream.deployment";

    private @Nullable ModelReference champion;
    private byte[] championName = {};
    private byte[] championDigest = {};

    /** A writer of headers. It keeps what names the champion, which mostly answers many images. Not thread-safe. */
    public PredictionHeaders() {}

    /** Adds the prediction's answer to the headers. */
    public void write(Prediction prediction, Headers headers) {
        headers.add(ANSWER, bytes(Integer.toString(prediction.getAnswer())));
        headers.add(CONFIDENCE, bytes(Float.toString(prediction.getConfidence())));
        for (var score : prediction.getScores()) {
            if (score.getRole() == Role.CHAMPION) {
                become(score.getModel());
                headers.add(MODEL, championName);
                headers.add(SHA256, championDigest);
                break;
            }
        }
        headers.add(DEPLOYMENT, bytes(Long.toString(prediction.getDeploymentSequence())));
    }

    /** One model set has one reference object, and to compare contents takes longer than all the rest. */
    @SuppressWarnings("ReferenceEquality")
    private void become(ModelReference model) {
        if (model == champion) {
            return;
        }
        champion = model;
        championName = bytes(RecordKeys.accuracy(model));
        championDigest = bytes(Digests.hex(model.getSha256()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
