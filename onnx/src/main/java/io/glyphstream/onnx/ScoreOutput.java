package io.glyphstream.onnx;

import io.glyphstream.onnx.messages.ValueMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the value of a file that is the scores: floats, one for each class. */
final class ScoreOutput {

    /** Turns scores into maps from class to score; what comes to it are the scores. */
    private static final String MAPS = "ai.onnx.ml:ZipMap";

    private final OnnxFile file;
    private final Map<String, OnnxNode> makers = new HashMap<>();

    private ScoreOutput(OnnxFile file) {
        this.file = file;
        for (OnnxNode node : file.nodes()) {
            node.outputs().forEach(output -> makers.put(output, node));
        }
    }

    /** Returns its name. */
    static String of(OnnxFile file, Optional<String> chosen) throws InvalidOnnxException {
        var output = new ScoreOutput(file);
        return chosen.isPresent() ? output.chosen(chosen.get()) : output.only();
    }

    private String chosen(String name) throws InvalidOnnxException {
        if (!makers.containsKey(name)) {
            throw new InvalidOnnxException("there is no output '" + name + "'", "There are " + names());
        }
        return scores(name);
    }

    private String only() throws InvalidOnnxException {
        var candidates = new ArrayList<String>();
        for (ValueMessage output : file.outputs()) {
            if (mayBeScores(output)) {
                candidates.add(output.getName());
            }
        }
        if (candidates.size() == 1) {
            return scores(candidates.get(0));
        }
        throw new InvalidOnnxException(
                candidates.isEmpty()
                        ? "no output is scores: floats, one for each class of an image"
                        : "more than one output may be the scores: " + String.join(", ", candidates),
                "Choose one with --output NAME. There are " + names());
    }

    private boolean mayBeScores(ValueMessage output) {
        OnnxNode maker = makers.get(output.getName());
        if (maker == null) {
            return false;
        }
        if (maker.operator().equals(MAPS)) {
            return true;
        }
        var type = output.getType().getTensorType();
        boolean isReal = type.getElemType() == 1 || type.getElemType() == 11;
        int axes = type.getShape().getDimCount();
        return isReal && (!type.hasShape() || axes >= 2);
    }

    private String scores(String name) {
        OnnxNode maker = makers.get(name);
        return maker != null && maker.operator().equals(MAPS) ? maker.input(0) : name;
    }

    private String names() {
        List<String> names = file.outputs().stream().map(ValueMessage::getName).toList();
        return String.join(", ", names);
    }
}
