package io.glyphstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlCharactersTest {

    @Test
    void anIdThatSetsTheTitleAndForgesALineIsShown() {
        assertThat(ControlCharacters.escape("\u001b]0;owned\u0007x\nverified\r\t"))
                .isEqualTo("\\u001b]0;owned\\u0007x\\nverified\\r\\t");
    }

    @Test
    void everyControlCharacterIsEscapedAndNothingElseOfLatin1ButTheSoftHyphen() {
        IntStream.rangeClosed(0, 0xff).forEach(character -> {
            String text = Character.toString(character);
            boolean isControl = character < 0x20 || character >= 0x7f && character <= 0x9f || character == 0xad;
            assertThat(ControlCharacters.escape(text)).as("%x", character).satisfies(shown -> {
                if (isControl) {
                    assertThat(shown).matches("\\\\(n|r|t|u00[0-9a-f]{2})");
                } else {
                    assertThat(shown).isEqualTo(text);
                }
            });
        });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066,
                0x2067, 0x2068, 0x2069, 0xfeff, 0xd800, 0xdfff
            })
    void whatHidesTurnsOrBreaksTextIsEscaped(int character) {
        String text = "a" + (char) character + "b";

        assertThat(ControlCharacters.escape(text)).isEqualTo("a\\u%04xb".formatted(character));
    }

    @Test
    void invisibleTagsBeyondSixteenBitsAreEscapedAsJsonWritesThem() {
        assertThat(ControlCharacters.escape(Character.toString(0xe0041))).isEqualTo("\\udb40\\udc41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fünf", "数字", "שלום", "🙂 a\\b", "é"})
    void textStaysAsItIs(String text) {
        assertThat(ControlCharacters.escape(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "fünf, 4", "数字, 4", "ひらがな, 8", "ﾊﾝｶｸ, 4", "한글, 4", "🙂, 2", "ｅ, 2"})
    void columnsAreThoseOfATerminal(String text, int columns) {
        assertThat(ControlCharacters.columns(text)).isEqualTo(columns);
    }

    @Test
    void marksUponLettersTakeNoColumn() {
        assertThat(ControlCharacters.columns("e\u0301")).isEqualTo(1);
    }
}
