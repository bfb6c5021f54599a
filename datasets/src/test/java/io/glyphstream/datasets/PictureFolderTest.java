package io.glyphstream.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.PictureFit.AsMnist;
import io.glyphstream.datasets.PictureOutcome.Loaded;
import io.glyphstream.datasets.PictureOutcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void subfoldersThatAreNumbersAreTheLabels() throws IOException {
        picture("7/a.png", 7);
        picture("7/b.JPG", 7);
        picture("12/c.bmp", 1);
        picture("3/d.gif", 3);

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.pictures(new AsMnist()).map(PictureFolderTest::summary))
                .containsExactly("c.bmp 12", "d.gif 3", "a.png 7", "b.JPG 7");
        assertThat(pictures.classNames()).hasSize(13).containsSequence("3").contains("7", "12");
    }

    @Test
    void otherSubfoldersAreCountedInOrderOfTheirNames() throws IOException {
        picture("three/a.png", 3);
        picture("eight/b.png", 8);
        picture("8/c.png", 8);
        Files.createDirectories(folder.resolve("empty"));

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.classNames()).containsExactly("8", "eight", "three");
        assertThat(pictures.pictures(new AsMnist()).map(PictureFolderTest::summary))
                .containsExactly("c.png 0", "b.png 1", "a.png 2");
    }

    @Test
    void picturesInTheFolderItselfAreUnlabeled() throws IOException {
        picture("one.png", 1);
        picture("two.png", 2);

        PictureFolder pictures = PictureFolder.open(folder);

        assertThat(pictures.classNames()).isEmpty();
        assertThat(pictures.pictures(new AsMnist()).map(PictureFolderTest::summary))
                .containsExactly("one.png unlabeled", "two.png unlabeled");
    }

    @Test
    void badPicturesAreToldAndStopNothing() throws IOException {
        picture("0/a.png", 0);
        Files.writeString(folder.resolve("0/b.png"), "junk");
        picture("1/c.png", 1);
        Files.writeString(folder.resolve("1/readme.txt"), "not a picture, and not called one");
        Files.writeString(folder.resolve("1/.hidden.png"), "not even looked at");

        PictureFolder pictures = PictureFolder.open(folder);
        var read = pictures.readLabeled("test", new AsMnist());

        assertThat(pictures.size()).isEqualTo(3);
        assertThat(pictures.ignored()).containsExactly(folder.resolve("1/readme.txt"));
        assertThat(read.images().labels()).containsExactly(0, 1);
        assertThat(read.rejected())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).contains("not a picture of a known kind"))
                .extracting(Rejected::file)
                .isEqualTo(folder.resolve("0/b.png"));
    }

    @Test
    void picturesAreReadOnlyWhenTheyAreAskedFor() throws IOException {
        picture("a.png", 1);
        picture("b.png", 2);
        PictureFolder pictures = PictureFolder.open(folder);

        var iterator = pictures.pictures(new AsMnist()).iterator();
        PictureOutcome first = iterator.next();
        Files.delete(folder.resolve("b.png"));
        PictureOutcome second = iterator.next();

        assertThat(first).isInstanceOf(Loaded.class);
        assertThat(second)
                .isEqualTo(new Rejected(folder.resolve("b.png"), folder.resolve("b.png") + " does not exist"));
    }

    @Test
    void tellsThatThereIsNothingToRead() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        picture("deep/er/a.png", 1);

        assertThatThrownBy(() -> PictureFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + " has no pictures");
        assertThatThrownBy(() -> PictureFolder.open(folder.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("absent") + " does not exist");
    }

    private void picture(String place, int digit) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        String format = List.of("png", "jpg", "bmp", "gif").stream()
                .filter(ending -> place.toLowerCase(Locale.ROOT).endsWith(ending))
                .findFirst()
                .orElseThrow();
        Files.write(file, Drawing.encoded(Drawing.gray(DigitPainter.drawDigit(digit % 10, 1), 4), format));
    }

    private static String summary(PictureOutcome outcome) {
        if (outcome instanceof Loaded loaded) {
            OptionalInt label = loaded.label();
            return loaded.file().getFileName() + " " + (label.isPresent() ? label.getAsInt() : "unlabeled");
        }
        return outcome.toString();
    }
}
