package io.glyphstream.datasets.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The four files of a dataset in MNIST's format, with the sums of MNIST's own. */
enum IdxFile {
    TRAINING_IMAGES("train-images", "idx3", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    TRAINING_LABELS("train-labels", "idx1", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST_IMAGES("t10k-images", "idx3", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    TEST_LABELS("t10k-labels", "idx1", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private final String fileName;
    private final String dottedName;
    private final String mnistSum;

    IdxFile(String stem, String dimensions, String mnistSum) {
        this.fileName = stem + "-" + dimensions + "-ubyte";
        this.dottedName = stem + "." + dimensions + "-ubyte";
        this.mnistSum = mnistSum;
    }

    /** Returns the name by which mirrors offer the file. */
    String gzippedName() {
        return fileName + ".gz";
    }

    /** Returns the SHA-256 of MNIST's uncompressed file. */
    String mnistSum() {
        return mnistSum;
    }

    /** Returns the file in a folder: gzipped or not, and with the dot that some archives have for the second dash. */
    Optional<Path> in(Path folder) {
        return List.of(gzippedName(), fileName, dottedName + ".gz", dottedName).stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static List<IdxFile> missingIn(Path folder) {
        return List.of(values()).stream()
                .filter(file -> file.in(folder).isEmpty())
                .toList();
    }
}
