package io.glyphstream.cli;

import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.regex.Pattern;

/** Models as people name them: {@code mlp@3}, or {@code mlp} for its newest version. */
final class Names {

    private static final Pattern NAME = Pattern.compile("([^@\\s]+)(?:@(\\d{1,9}))?");

    private Names() {}

    static String of(ModelReference reference) {
        return reference.getModel() + "@" + reference.getVersion();
    }

    static double heldOutAccuracy(ModelManifest manifest) {
        var training = manifest.getTraining();
        return training.getHeldOut() == 0 ? 0 : (double) training.getCorrect() / training.getHeldOut();
    }

    /** Returns the published version that a name means. */
    static ModelManifest find(ModelCatalog catalog, String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw Usage.mistake(
                    "a model must be named like mlp@3, or mlp for its newest version, but was '" + name + "'");
        }
        String model = parts.group(1);
        var found =
                parts.group(2) == null ? catalog.newest(model) : catalog.find(model, Integer.parseInt(parts.group(2)));
        return found.orElseThrow(() -> new CommandException(
                ExitCode.NO_MODEL, "there is no model " + name, "See those there are: glyphstream models list"));
    }
}
