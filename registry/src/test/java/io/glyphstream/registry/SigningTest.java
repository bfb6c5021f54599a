package io.glyphstream.registry;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Preprocessing;
import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningTest {
    /** Made with {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout}. */
    private static final String OPENSSL_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIDmuhbjpzyaL91dLzNl3TNKl7qIXMF9IivTYl0bmSXee
            -----END PRIVATE KEY-----
            """;

    private static final String OPENSSL_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAHb6+OQReRAGTtVf9yGeJyWmkW3J0U77UtEMgBViXdvk=
            -----END PUBLIC KEY-----
            """;

    private static final SigningKeys.Pair PAIR = SigningKeys.generate();

    private final ModelManifest manifest = manifest("mlp", 1, bytes(170, 1));

    @Test
    void whatAKeySignsItsPublicHalfTrusts() {
        assertThat(ModelTrust.in(List.of(PAIR.publicKey())).objection(sign(PAIR.privateKey())))
                .isEmpty();
        assertThat(ModelTrust.in(List.of(PAIR.publicKey(), OPENSSL_PUBLIC)).objection(sign(OPENSSL_PRIVATE)))
                .isEmpty();
    }

    /** The files were written by the release before images in color, with the key of OpenSSL. */
    @ParameterizedTest
    @ValueSource(ints = {7, 11})
    void signaturesOfEarlierReleasesStayValid(int number) throws IOException {
        var name = "signed-under-" + number + ".base64";
        ModelManifest signed;
        try (var file = Objects.requireNonNull(SigningTest.class.getResourceAsStream(name), name)) {
            var record = Base64.getMimeDecoder().decode(file.readAllBytes());
            signed = (ModelManifest) new Topics("", SchemaIds.fixed()).models().decode(record);
        }

        assertThat(ModelTrust.in(List.of(OPENSSL_PUBLIC)).objection(signed)).isEmpty();
        assertThat(SigningKey.parse(OPENSSL_PRIVATE).sign(signed)).isEqualTo(signed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels", "classNames", "preprocessing"})
    void aSignatureCoversColorsNamesAndPreprocessing(String field) {
        manifest.put("channels", 3);
        manifest.put("classNames", List.of("cat", "dog"));
        manifest.put("preprocessing", new Preprocessing("rgb", "as-is", "crop", false));
        var signed = sign(PAIR.privateKey());
        Map<String, Object> changes = Map.of(
                "channels",
                1,
                "classNames",
                List.of("dog", "cat"),
                "preprocessing",
                new Preprocessing("rgb", "as-is", "stretch", false));
        var trust = ModelTrust.in(List.of(PAIR.publicKey()));
        assertThat(trust.objection(signed)).isEmpty();

        signed.put(field, changes.get(field));

        assertThat(trust.objection(signed)).isPresent();
    }

    @Test
    void withoutKeysEverybodyIsTrusted() {
        assertThat(ModelTrust.in(List.of()).objection(manifest)).isEmpty();
    }

    @Test
    void signingAgainGivesTheSameSignature() {
        assertThat(sign(PAIR.privateKey())).isEqualTo(sign(PAIR.privateKey()));
    }

    @Test
    void theReasonOfARefusalTellsWhatIsWrong() {
        var trust = ModelTrust.in(List.of(PAIR.publicKey()));
        var cut = ManifestStatement.signed(manifest, ByteBuffer.wrap(new byte[63]));

        assertThat(trust.objection(manifest)).contains("it is not signed, and only signed versions are trusted here");
        assertThat(trust.objection(sign(OPENSSL_PRIVATE)).orElseThrow())
                .startsWith("its signature is by none of the 1 trusted key");
        assertThat(trust.objection(cut)).isPresent();
    }

    @Test
    void whatIsNoKeyIsRefusedWithAReason() {
        assertThatThrownBy(() -> SigningKey.parse("hello")).hasMessageContaining("glyphstream models keygen");
        assertThatThrownBy(() -> SigningKey.parse(PAIR.publicKey())).hasMessageContaining("take the other file");
        assertThatThrownBy(() -> ModelTrust.in(List.of(PAIR.privateKey()))).hasMessageContaining("take the other file");
        assertThatThrownBy(() -> SigningKey.parse(OPENSSL_PRIVATE.replace("MC4C", "MC4D")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one of Ed25519");
    }

    @Test
    void aPrivateKeyIsNeverPrinted() {
        assertThat(SigningKey.parse(PAIR.privateKey())).hasToString("SigningKey");
        assertThat(PAIR.toString()).doesNotContain("PRIVATE");
    }

    private ModelManifest sign(String key) {
        return SigningKey.parse(key).sign(manifest);
    }
}
