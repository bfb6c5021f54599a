package io.glyphstream.cli;

import io.glyphstream.registry.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.Optional;
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
        var version = Optional.ofNullable(parts.group(2)).map(Integer::valueOf);
        // Without a number the newest is meant, so an older one that can be read would be another than was asked for.
        version.map(number -> catalog.later(model, number))
                .orElseGet(() -> catalog.laterNewest(model))
                .ifPresent(later -> {
                    throw new CommandException(
                            ExitCode.NO_MODEL, later, "See those that can be read: glyphstream models list");
                });
        var found = version.map(number -> catalog.find(model, number)).orElseGet(() -> catalog.newest(model));
        return found.orElseThrow(() -> new CommandException(
                ExitCode.NO_MODEL, "there is no model " + name, "See those there are: glyphstream models list"));
    }
}
