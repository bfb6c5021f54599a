package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What people call the classes of a model. Names are texts of other people's: a program that prints one must escape it.
 *
 * @param names the name of each class in order of the classes, all different and none blank; empty if classes have no names
 */
public record ClassNames(List<String> names) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256;

    private static final ClassNames NONE = new ClassNames(List.of());

    /** @throws IllegalArgumentException when there are too many names, two are alike, or one is blank or too long */
    public ClassNames {
        names = List.copyOf(names);
        defect(names).ifPresent(defect -> {
            throw new IllegalArgumentException(defect);
        });
    }

    /** Returns that classes have no names. */
    public static ClassNames none() {
        return NONE;
    }

    /** Returns the names in a manifest; none where the manifest must be refused for them. */
    public static ClassNames of(ModelManifest manifest) {
        return defect(manifest).isPresent() ? NONE : new ClassNames(manifest.getClassNames());
    }

    /** Returns why these cannot be the names of a model's classes, or nothing. */
    public static Optional<String> defect(List<String> names) {
        if (names.size() > Images.MAX_CLASSES) {
            return Optional.of(
                    "there are " + names.size() + " names of classes where at most " + Images.MAX_CLASSES + " may be");
        }
        var seen = new HashSet<String>();
        for (var label = 0; label < names.size(); label++) {
            var name = names.get(label);
            if (name.isBlank()) {
                return Optional.of("the name of class " + label + " is blank");
            }
            var bytes = name.getBytes(UTF_8).length;
            if (bytes > MAX_BYTES) {
                return Optional.of("the name of class " + label + " must have at most " + MAX_BYTES
                        + " bytes of UTF-8 but had " + bytes);
            }
            if (!seen.add(name)) {
                return Optional.of("classes " + names.indexOf(name) + " and " + label + " have the same name, " + name);
            }
        }
        return Optional.empty();
    }

    /** Returns why the names of classes in a manifest must be refused, or nothing. */
    public static Optional<String> defect(ModelManifest manifest) {
        var names = manifest.getClassNames();
        if (!names.isEmpty() && names.size() != manifest.getClasses()) {
            return Optional.of("there are " + names.size() + " names for " + manifest.getClasses() + " classes");
        }
        return defect(names);
    }

    /** Returns whether classes have no names. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Returns the name of a class, where it has one; any number may be asked for. */
    public Optional<String> name(int label) {
        return label >= 0 && label < names.size() ? Optional.of(names.get(label)) : Optional.empty();
    }

    /** Returns a class as people write it: its number, and its name behind that where it has one, such as {@code 3 cat}. */
    public String text(int label) {
        return name(label).map(name -> label + " " + name).orElseGet(() -> Integer.toString(label));
    }
}
