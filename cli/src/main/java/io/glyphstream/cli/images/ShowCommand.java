package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Failures;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.terminal.HalfBlocks;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.pictures.FolderLabels;
import io.glyphstream.model.InputShape;
import io.glyphstream.producer.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glyphstream show}. */
@Command(
        name = "show",
        description = "Draws an image in the terminal, as a model would see it.",
        footer = {
            "",
            "Examples:",
            "  glyphstream show mnist:test:0",
            "  glyphstream show seven.png",
            "  glyphstream show mnist:train:17 --png seventeen.png"
        })
public final class ShowCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "IMAGE", description = "A picture file, or an image such as mnist:test:0.")
    private String name = "";

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Write it to this file instead, 0 as black and 255 as white.")
    private Optional<Path> png = Optional.empty();

    @Mixin
    private final PictureOptions pictures = new PictureOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    public ShowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ImageSource.Item item;
        try (var display = environment.progressDisplay()) {
            var source = new SourceNames(data, pictures.conversion(), FolderLabels.byName(), environment, display)
                    .source(List.of(name), DatasetPart.TEST);
            if (source.size() != 1) {
                throw Usage.mistake("one image can be shown at a time but " + name + " has " + source.size()
                        + ": name a file, or an image such as mnist:test:0");
            }
            item = source.item(0);
        }
        return item.match(this::show, this::complain).value();
    }

    private ExitCode complain(ImageSource.Item.Unusable unusable) {
        environment.err().println("glyphstream: " + unusable.reason());
        return ExitCode.BAD_DATA;
    }

    private ExitCode show(ImageSource.Item.Found found) {
        PixelImage image = found.image();
        if (png.isPresent()) {
            write(image, png.get());
            environment.err().println("The image is in " + png.get());
            return ExitCode.OK;
        }
        var style = environment.terminal().showsOutput() ? HalfBlocks.Style.GRAY : HalfBlocks.Style.PLAIN;
        HalfBlocks.lines(image, style).forEach(environment.out()::println);
        environment
                .out()
                .println(found.origin() + ": " + InputShape.text(image.rows(), image.columns(), image.channels())
                        + (found.label().isPresent() ? ", is a " + found.label().getAsInt() : ""));
        return ExitCode.OK;
    }

    /** The raw samples are the pixels, as those who read pictures here expect. */
    private static void write(PixelImage image, Path file) {
        int type = image.shape().isGray() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        var picture = new BufferedImage(image.columns(), image.rows(), type);
        for (int row = 0; row < image.rows(); row++) {
            for (int column = 0; column < image.columns(); column++) {
                for (int channel = 0; channel < image.channels(); channel++) {
                    picture.getRaster().setSample(column, row, channel, image.value(row, column, channel));
                }
            }
        }
        try (var stream = Files.newOutputStream(file)) {
            if (!ImageIO.write(picture, "png", stream)) {
                throw new IOException("this Java has no PNG encoder");
            }
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the image cannot be written to " + file + ": " + Failures.reason(refused),
                    "Name another file with --png, in a folder that is there.");
        }
    }
}
