package io.glyphstream.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.MissingDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IrisTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void flowersAreReadFromTheSubfolder() throws IOException {
        write(folder.resolve("iris"), lines());

        Iris iris = Iris.load(locations());

        assertThat(iris.size()).isEqualTo(150);
        assertThat(iris.species()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(iris.features()[7]).containsExactly(5.1, 3.5, 1.4, 0.8);
        assertThat(iris.labels()).startsWith(0, 1, 2, 0);
    }

    @Test
    void withoutTheFileItIsSaidWhereToPutIt() {
        assertThatThrownBy(() -> Iris.load(locations()))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining(folder.resolve("iris.csv").toString())
                .hasMessageContaining("--data");
    }

    @Test
    void aLineThatIsNoFlowerIsNamed() throws IOException {
        List<String> lines = lines();
        lines.set(3, "5.1,3.5,1.4,0.2,3");
        write(folder, lines);

        assertThatThrownBy(() -> Iris.load(locations()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 4 must be like 5.1,3.5,1.4,0.2,0 but is 5.1,3.5,1.4,0.2,3");
    }

    @Test
    void missingFlowersAreCounted() throws IOException {
        write(folder, lines().subList(0, 100));

        assertThatThrownBy(() -> Iris.load(locations())).hasMessageContaining("must have 150 flowers but has 99");
    }

    private static List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("150,4,setosa,versicolor,virginica");
        for (int i = 0; i < 150; i++) {
            lines.add("5.1,3.5,1.4,0." + (1 + i % 9) + "," + i % 3);
        }
        return lines;
    }

    private static void write(Path target, List<String> lines) throws IOException {
        Files.createDirectories(target);
        Files.write(target.resolve("iris.csv"), lines);
    }

    private DatasetLocations locations() {
        return new DatasetLocations(Optional.of(folder), folder.resolve("cache"), List.of(), Network.OFFLINE);
    }
}
