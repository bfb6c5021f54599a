package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The answer once more, as plain text in a prediction's headers, so that a tool without Avro can read it. */
public final class PredictionHeaders {
    /** The champion's class, in decimal. */
    public static final String ANSWER = "glyphstream.answer";

    /** What the champion's publisher calls the class, in UTF-8; no such header where classes have no names. */
    public static final String CLASS_NAME = "glyphstream.class-name";

    /** The champion's confidence, from 0 to 1, in decimal. */
    public static final String CONFIDENCE = "glyphstream.confidence";

    /** The champion's name and version, such as {@code mlp@3}. */
    public static final String MODEL = "glyphstream.model";

    /** What the processor promised: {@code at-least-once}. An answer without it is given exactly once. */
    public static final String GUARANTEE = "glyphstream.guarantee";

    private static final byte[] AT_LEAST_ONCE = "at-least-once".getBytes(UTF_8);

    private final Header[] answers = new @Nullable Header[Images.MAX_CLASSES];
    private final Header[] classNames = new @Nullable Header[Images.MAX_CLASSES];
    private ClassNames names = ClassNames.none();
    private @Nullable ModelReference champion;
    private Header championName = header(MODEL, "");

    /**
     * A writer of headers. It keeps those that many predictions have in common: the class and the champion. Not thread-safe.
     */
    public PredictionHeaders() {}

    /** Adds the prediction's answer to the headers, without the name of the class. */
    public void write(Prediction prediction, Headers headers) {
        write(prediction, ClassNames.none(), headers);
    }

    /**
     * Adds the prediction's answer to the headers.
     *
     * @param ofChampion what the champion's classes are called
     */
    public void write(Prediction prediction, ClassNames ofChampion, Headers headers) {
        headers.add(answer(prediction.getAnswer()));
        ofChampion.name(prediction.getAnswer()).ifPresent(name -> {
            call(ofChampion);
            headers.add(className(prediction.getAnswer(), name));
        });
        headers.add(header(CONFIDENCE, Float.toString(prediction.getConfidence())));
        for (var score : prediction.getScores()) {
            if (score.getRole() == Role.CHAMPION) {
                become(score.getModel());
                headers.add(championName);
                break;
            }
        }
    }

    /** Adds that the image may be answered again after a failure. */
    public static void addAtLeastOnce(Headers headers) {
        headers.add(GUARANTEE, AT_LEAST_ONCE);
    }

    /** Returns whether the image may be answered again after a failure. */
    public static boolean isAtLeastOnce(Headers headers) {
        var guarantee = headers.lastHeader(GUARANTEE);
        return guarantee != null && Arrays.equals(guarantee.value(), AT_LEAST_ONCE);
    }

    private Header answer(int label) {
        if (label < 0 || label >= answers.length) {
            return header(ANSWER, Integer.toString(label));
        }
        var known = answers[label];
        if (known == null) {
            known = header(ANSWER, Integer.toString(label));
            answers[label] = known;
        }
        return known;
    }

    private Header className(int label, String name) {
        var known = classNames[label];
        if (known == null) {
            known = header(CLASS_NAME, name);
            classNames[label] = known;
        }
        return known;
    }

    /** As with references: one model set has one object. */
    @SuppressWarnings("ReferenceEquality")
    private void call(ClassNames ofChampion) {
        if (ofChampion != names) {
            names = ofChampion;
            Arrays.fill(classNames, null);
        }
    }

    /** One model set has one reference object, and to compare contents takes longer than all the rest. */
    @SuppressWarnings("ReferenceEquality")
    private void become(ModelReference model) {
        if (model == champion) {
            return;
        }
        champion = model;
        championName = header(MODEL, RecordKeys.accuracy(model));
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(UTF_8));
    }
}
