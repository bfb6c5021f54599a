package io.glyphstream.experiments;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** What studies found, as one page of Markdown with plots beside it. */
public final class ExperimentReport {

    private static final String PAGE = "report.md";

    private static final String LEGEND = """
            *Difference* is ours minus the original's accuracy. It is within chance where the original's lies in Wilson's 95 %
            interval of ours, which is about the choice of test images, not about first weights. *Loss* is that of training in
            the last epoch; *prediction* is the time of all answers, *of one* that of each.
            """;

    private ExperimentReport() {}

    /**
     * Writes {@code report.md} and a PNG for each plot, replacing those of an earlier run.
     *
     * @param folder made when it is not there
     * @param how says how it was run, for those who want to run it again
     * @return the files written, the page first
     */
    public static List<Path> write(Path folder, List<Findings> all, String how) throws IOException {
        Files.createDirectories(folder);
        var written = new ArrayList<Path>();
        written.add(Files.writeString(folder.resolve(PAGE), page(all, how)));
        for (Findings findings : all) {
            for (Findings.Figure figure : findings.figures()) {
                written.add(write(folder.resolve(figure.name() + ".png"), figure.picture()));
            }
        }
        return written;
    }

    private static String page(List<Findings> all, String how) {
        var page = new StringBuilder("# Experiments\n\n")
                .append(how)
                .append("\n\n")
                .append(LEGEND);
        for (Findings findings : all) {
            Experiment experiment = findings.experiment();
            page.append("\n## ").append(experiment.name()).append("\n\n");
            page.append(experiment.title()).append(".\n\n");
            appendTable(page, FindingsTable.of(findings.rows()));
            findings.notes().forEach(note -> page.append('\n').append(note).append('\n'));
            for (Findings.Figure figure : findings.figures()) {
                page.append("\n![").append(figure.caption()).append("](").append(figure.name());
                page.append(".png)\n");
            }
        }
        return page.toString();
    }

    private static void appendTable(StringBuilder page, FindingsTable table) {
        page.append(line(table.header()));
        page.append(line(table.header().stream().map(name -> "---").toList()));
        table.rows().forEach(row -> page.append(line(row)));
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static Path write(Path file, BufferedImage picture) throws IOException {
        Files.deleteIfExists(file);
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException(file + " cannot be written: this Java has no PNG encoder");
        }
        return file;
    }
}
