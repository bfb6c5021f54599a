package io.glyphstream.benchmarks;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.ShapePainter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench sets}. */
@Command(
        name = "sets",
        description = {
            "Draws small sets that are unlike MNIST, as IDX files, to compare default settings on.",
            "With --pictures, draws colored shapes as PNG files instead: a folder to train on."
        })
final class SetsCommand implements Callable<Integer> {

    private static final int MAGIC_IMAGES = 0x0803;
    private static final int MAGIC_LABELS = 0x0801;

    private final Bench bench;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Each set gets a subfolder here. Without it, the current folder.")
    private Path folder = Path.of(".");

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            description = "Draw colored shapes into this folder, with a subfolder for each of four classes.")
    private Optional<Path> pictures = Optional.empty();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many of these pictures. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    SetsCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() {
        if (pictures.isPresent()) {
            try {
                PictureFiles.write(pictures.get(), ShapePainter.draw("shapes", count, seed));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            bench.out().println(pictures.get().toString());
            return ExitCode.OK;
        }
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
