package io.glyphstream.operations;

import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Models as people name them: {@code mlp@3}, or {@code mlp} for its newest version. */
public final class ModelNames {

    private static final Pattern NAME = Pattern.compile("([^@\\s]+)(?:@(\\d{1,9}))?");

    private ModelNames() {}

    /**
     * Returns the published version that a name means.
     *
     * @throws IllegalArgumentException when the text is not the name of a model
     * @throws NoSuchModelException when there is no such version, or one of a later release that cannot be read
     */
    public static ModelManifest find(ModelCatalog catalog, String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a model must be named like mlp@3, or mlp for its newest version, but was '" + name + "'");
        }
        String model = parts.group(1);
        var version = Optional.ofNullable(parts.group(2)).map(Integer::valueOf);
        // Without a number the newest is meant, so an older one that can be read would be another than was asked for.
        version.map(number -> catalog.later(model, number))
                .orElseGet(() -> catalog.laterNewest(model))
                .ifPresent(later -> {
                    throw new NoSuchModelException(later);
                });
        return version.map(number -> catalog.find(model, number))
                .orElseGet(() -> catalog.newest(model))
                .orElseThrow(() -> new NoSuchModelException("there is no model " + name));
    }
}
