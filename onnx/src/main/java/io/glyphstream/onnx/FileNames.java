package io.glyphstream.onnx;

import io.glyphstream.onnx.messages.PropertyMessage;
import java.util.ArrayList;
import java.util.List;

/*
 * ONNX has no field for what classes are called. Exporters write a property of the file: Ultralytics `names`, a Python
 * dictionary; others `class_names`, `classes` or `labels`, in JSON or divided by commas; `id2label` is that of Hugging Face.
 * The names of a file are a convenience: those that cannot be meant are left out, and that is said.
 */
/**
 * What a file calls the classes.
 *
 * @param classes the names in order of the classes; empty if the file has none that can be read
 * @param notes what the user should know of names that were left out, a sentence each
 */
record FileNames(List<String> classes, List<String> notes) {

    /** The keys under which names are looked for, in this order. */
    private static final List<String> KEYS =
            List.of("names", "class_names", "classes", "labels", "class_labels", "id2label");

    FileNames {
        classes = List.copyOf(classes);
        notes = List.copyOf(notes);
    }

    /**
     * Returns the names among a file's properties.
     *
     * @param count how many classes there are
     */
    static FileNames of(List<PropertyMessage> properties, int count) {
        var notes = new ArrayList<String>();
        for (String key : KEYS) {
            for (PropertyMessage property : properties) {
                if (!property.getKey().equals(key)) {
                    continue;
                }
                try {
                    return new FileNames(names(property.getValue(), count), List.of());
                } catch (IllegalArgumentException e) {
                    notes.add("The names of classes that the file has as '" + key + "' are left out: " + e.getMessage()
                            + ". --class-names says what classes are called.");
                }
            }
        }
        return new FileNames(List.of(), notes);
    }

    private static List<String> names(String text, int count) {
        List<String> names = new NameList(text).read();
        if (names.size() != count) {
            throw new IllegalArgumentException("there are " + names.size() + " for " + count + " classes");
        }
        return names;
    }

    /** Returns the property that has names, in a form that JSON and Python both read. */
    static PropertyMessage property(List<String> names) {
        return PropertyMessage.newBuilder()
                .setKey(KEYS.get(0))
                .setValue(NameList.write(names))
                .build();
    }
}
