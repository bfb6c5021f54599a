package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {
    private static final ClassNames ANIMALS = new ClassNames(List.of("cat", "dog"));

    @Test
    void aNameStandsBehindTheNumber() {
        assertThat(ANIMALS.text(1)).isEqualTo("1 dog");
        assertThat(ANIMALS.name(0)).contains("cat");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aClassWithoutANameIsANumber(int label) {
        assertThat(ANIMALS.text(label)).isEqualTo(Integer.toString(label));
        assertThat(ANIMALS.name(label)).isEmpty();
    }

    @Test
    void classesWithoutNamesAreNumbers() {
        assertThat(ClassNames.none().text(7)).isEqualTo("7");
    }

    @Test
    void asManyNamesAsClassesMayBeAndNoMore() {
        var names = IntStream.rangeClosed(0, Images.MAX_CLASSES)
                .mapToObj(Integer::toString)
                .toList();

        assertThat(ClassNames.defect(names.subList(0, Images.MAX_CLASSES))).isEmpty();
        assertThat(ClassNames.defect(names)).contains("there are 257 names of classes where at most 256 may be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00fc", "\u20ac", "\ud83d\ude00"})
    void aNameMayTakeSoManyBytesAndNoMore(String letter) {
        var bytes = letter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        var longest = letter.repeat(256 / bytes) + "a".repeat(256 % bytes);

        assertThat(ClassNames.defect(List.of(longest))).isEmpty();
        assertThat(ClassNames.defect(List.of(longest + "a")))
                .contains("the name of class 0 must have at most 256 bytes of UTF-8 but had 257");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void aNameIsNotBlank(String blank) {
        assertThat(ClassNames.defect(List.of("cat", blank))).contains("the name of class 1 is blank");
    }

    @Test
    void namesDiffer() {
        assertThatThrownBy(() -> new ClassNames(List.of("cat", "dog", "cat")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes 0 and 2 have the same name, cat");
    }

    @Test
    void aManifestHasANameForEachClassOrNone() {
        var manifest = ExampleRecords.colorManifest();
        assertThat(ClassNames.of(manifest)).isEqualTo(ANIMALS);

        manifest.put("classes", 3);
        assertThat(ClassNames.defect(manifest)).contains("there are 2 names for 3 classes");
        assertThat(ClassNames.of(manifest)).isEqualTo(ClassNames.none());

        manifest.put("classNames", Collections.emptyList());
        assertThat(ClassNames.defect(manifest)).isEmpty();
    }
}
