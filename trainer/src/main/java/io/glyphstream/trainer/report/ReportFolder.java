package io.glyphstream.trainer.report;

import io.glyphstream.trainer.TrainedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A training report as files: for programs, for people, and as pictures. */
public final class ReportFolder {

    private ReportFolder() {}

    /**
     * Writes {@code report.json}, {@code report.md}, {@code confusion.png}, and where there is something to show
     * {@code learning-curve.png} and {@code mistakes.png}, replacing those of an earlier training.
     *
     * @param folder made when it is not there
     * @return the files written
     */
    public static List<Path> write(Path folder, TrainedModel model) throws IOException {
        Files.createDirectories(folder);
        var report = model.report();
        var written = new ArrayList<Path>();
        written.add(Files.writeString(
                folder.resolve("report.json"), JsonReport.of(report).toPrettyString() + "\n"));
        var pictures = new ArrayList<Path>();
        if (report.history().isPresent() && !report.history().get().epochs().isEmpty()) {
            var curve = Plots.learningCurve(report.history().get().epochs());
            pictures.add(writePicture(folder.resolve("learning-curve.png"), curve));
        }
        pictures.add(writePicture(
                folder.resolve("confusion.png"),
                Plots.confusion(report.confusion(), report.data().classNames())));
        if (!report.worstMistakes().isEmpty()) {
            var sheet = MistakeSheet.draw(
                    model.evaluation().images(),
                    report.worstMistakes(),
                    report.data().classNames());
            pictures.add(writePicture(folder.resolve("mistakes.png"), sheet));
        }
        var page = new StringBuilder(MarkdownReport.of(report)).append("\n## Pictures\n\n");
        pictures.forEach(
                picture -> page.append("![](").append(picture.getFileName()).append(")\n"));
        written.add(Files.writeString(folder.resolve("report.md"), page));
        written.addAll(pictures);
        return written;
    }

    private static Path writePicture(Path file, BufferedImage picture) throws IOException {
        Files.deleteIfExists(file);
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException(file + " cannot be written: this Java has no PNG encoder");
        }
        return file;
    }
}
