package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

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

    private PredictionHeaders() {}

    /** Adds the prediction's answer to the headers. */
    public static void write(Prediction prediction, Headers headers) {
        put(headers, ANSWER, Integer.toString(prediction.getAnswer()));
        put(headers, CONFIDENCE, Float.toString(prediction.getConfidence()));
        for (var score : prediction.getScores()) {
            if (score.getRole() == Role.CHAMPION) {
                put(headers, MODEL, RecordKeys.accuracy(score.getModel()));
                put(headers, SHA256, Digests.hex(score.getModel().getSha256()));
                break;
            }
        }
        put(headers, DEPLOYMENT, Long.toString(prediction.getDeploymentSequence()));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
