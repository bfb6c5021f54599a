package io.glyphstream.datasets.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where data is looked for, in this order.
 *
 * @param dataFolder what the user named: the files are in it or in its subfolder {@code mnist}
 * @param cacheFolder where downloads are kept, in a subfolder of the dataset's name; made when it is needed
 * @param mirrors addresses of folders that hold the files, tried one after the other
 */
public record DatasetLocations(Optional<Path> dataFolder, Path cacheFolder, List<URI> mirrors, Network network) {

    /** The public mirrors of MNIST; its first home refuses downloads. */
    public static final List<URI> PUBLIC_MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public DatasetLocations {
        mirrors = List.copyOf(mirrors);
        for (URI mirror : mirrors) {
            if (!SCHEMES.contains(String.valueOf(mirror.getScheme()))
                    || !mirror.toString().endsWith("/")) {
                throw new IllegalArgumentException(
                        "a mirror must be an http or https address that ends with / but was " + mirror);
            }
        }
    }
}
