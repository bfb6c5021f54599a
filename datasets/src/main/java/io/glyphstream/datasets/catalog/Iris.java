package io.glyphstream.datasets.catalog;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.MissingDataException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Iris flowers, each measured in centimeters and named by its species.
 *
 * <p>R. Fisher: The use of multiple measurements in taxonomic problems, 1936.
 */
public final class Iris {

    /** What is measured, in the order of the columns. */
    public static final List<String> FEATURES = List.of("sepal length", "sepal width", "petal length", "petal width");

    private static final String FILE = "iris.csv";
    private static final String HEADER = "150,4,setosa,versicolor,virginica";

    private final List<String> species;
    private final double[][] features;
    private final int[] labels;

    private Iris(List<String> species, double[][] features, int[] labels) {
        this.species = species;
        this.features = features;
        this.labels = labels;
    }

    /**
     * Returns the flowers in {@code iris.csv}, which is looked for in the folder that the user named, in its subfolder
     * {@code iris}, and in the same subfolder of the cache. It is the file that scikit-learn has: a header of {@code
     * 150,4,setosa,versicolor,virginica}, then four measures and the species' number in each line.
     *
     * @throws MissingDataException when it is in none of them
     * @throws DataException when it is not what it should be
     */
    public static Iris load(DatasetLocations locations) {
        List<Path> candidates = Stream.concat(
                        locations.dataFolder().stream()
                                .flatMap(data -> Stream.of(
                                        data.resolve(FILE), data.resolve("iris").resolve(FILE))),
                        Stream.of(locations.cacheFolder().resolve("iris").resolve(FILE)))
                .toList();
        Path file = candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MissingDataException(
                        "the iris flowers are in none of "
                                + candidates.stream().map(Path::toString).collect(Collectors.joining(", ")),
                        "Put scikit-learn's iris.csv (sklearn/datasets/data/iris.csv in its sources) there,"
                                + " or name its folder with --data"));
        return read(file);
    }

    private static Iris read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new DataException(file + " must be text in UTF-8 but is not", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new DataException(file + " must begin with the line " + HEADER + " but begins with "
                    + (lines.isEmpty() ? "nothing" : lines.get(0)));
        }
        List<String> header = List.of(HEADER.split(",", -1));
        int size = Integer.parseInt(header.get(0));
        if (lines.size() != size + 1) {
            throw new DataException(file + " must have " + size + " flowers but has " + (lines.size() - 1));
        }
        List<String> species = header.subList(2, header.size());
        var features = new double[size][];
        var labels = new int[size];
        for (int i = 0; i < size; i++) {
            String line = lines.get(i + 1);
            try {
                String[] cells = line.split(",", -1);
                features[i] = features(cells);
                labels[i] = Objects.checkIndex(Integer.parseInt(cells[FEATURES.size()]), species.size());
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new DataException(
                        file + ", line " + (i + 2) + " must be like 5.1,3.5,1.4,0.2,0 but is " + line, e);
            }
        }
        return new Iris(species, features, labels);
    }

    private static double[] features(String[] cells) {
        if (cells.length != FEATURES.size() + 1) {
            throw new NumberFormatException("cells must be " + (FEATURES.size() + 1) + " but were " + cells.length);
        }
        var features = new double[FEATURES.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = Double.parseDouble(cells[i]);
            if (!(features[i] > 0 && features[i] < 100)) {
                throw new NumberFormatException("a measure must be within (0, 100) cm but was " + cells[i]);
            }
        }
        return features;
    }

    /** Returns the number of flowers. */
    public int size() {
        return labels.length;
    }

    /** Returns the names of the species, by their numbers. */
    public List<String> species() {
        return species;
    }

    /** Returns a copy of the measures in centimeters, (size x features). */
    public double[][] features() {
        return Stream.of(features).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns a copy of the species' numbers, one for each flower. */
    public int[] labels() {
        return labels.clone();
    }
}
