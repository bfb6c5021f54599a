package io.glyphstream.benchmarks;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench sets}. */
@Command(
        name = "sets",
        description = "Draws small sets that are unlike MNIST, as IDX files, to compare default settings on.")
final class SetsCommand implements Callable<Integer> {

    private static final int MAGIC_IMAGES = 0x0803;
    private static final int MAGIC_LABELS = 0x0801;

    private final Bench bench;

    @Parameters(paramLabel = "DIR", description = "Each set gets a subfolder here.")
    private Path folder = Path.of(".");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    SetsCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        for (String name : SmallSets.NAMES) {
            Dataset set = SmallSets.of(name, seed);
            Path target = folder.resolve(name);
            try {
                Files.createDirectories(target);
                write(target, "train", set.training());
                write(target, "t10k", set.test());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            bench.out().println(target.toString());
        }
        return ExitCode.OK;
    }

    private static void write(Path folder, String part, LabeledImages images) throws IOException {
        try (var out = open(folder.resolve(part + "-images-idx3-ubyte"))) {
            out.writeInt(MAGIC_IMAGES);
            out.writeInt(images.size());
            out.writeInt(images.rows());
            out.writeInt(images.columns());
            out.write(images.pixels());
        }
        try (var out = open(folder.resolve(part + "-labels-idx1-ubyte"))) {
            out.writeInt(MAGIC_LABELS);
            out.writeInt(images.size());
            for (int label : images.labels()) {
                out.writeByte(label);
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(Files.newOutputStream(file));
    }
}
