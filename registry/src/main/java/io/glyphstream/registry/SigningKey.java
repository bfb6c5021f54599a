package io.glyphstream.registry;

import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelManifest;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** An Ed25519 private key with which a publisher vouches for versions. Immutable; {@link #toString} does not tell it. */
public final class SigningKey {
    private final PrivateKey key;

    SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Returns the key in a PEM text, as {@link SigningKeys#generate} and {@code openssl genpkey -algorithm ed25519} write it.
     *
     * @throws IllegalArgumentException when it holds anything else
     */
    public static SigningKey parse(String pem) {
        return new SigningKey(SigningKeys.privateKey(pem));
    }

    /** Returns the manifest with a signature over its {@link ManifestStatement}; the same key gives the same signature. */
    public ModelManifest sign(ModelManifest manifest) {
        try {
            var signature = Signature.getInstance(SigningKeys.ALGORITHM);
            signature.initSign(key);
            signature.update(ManifestStatement.of(manifest));
            return ManifestStatement.signed(manifest, ByteBuffer.wrap(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(
                    "signing " + References.text(manifest) + " failed: " + impossible.getMessage(), impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
