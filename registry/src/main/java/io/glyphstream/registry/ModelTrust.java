package io.glyphstream.registry;

import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelManifest;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whose versions may serve: everybody's, or those only that one of the trusted keys has signed. Immutable. */
public final class ModelTrust {
    private static final ModelTrust EVERYBODY = new ModelTrust(List.of());

    private final List<PublicKey> keys;

    private ModelTrust(List<PublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Returns the trust that asks for no signature. */
    public static ModelTrust everybody() {
        return EVERYBODY;
    }

    /**
     * Returns the trust in the holders of these keys, each a PEM text as {@link SigningKeys#generate} and
     * {@code openssl pkey -pubout} write it. No key means everybody.
     *
     * @throws IllegalArgumentException when one of them is no Ed25519 public key
     */
    public static ModelTrust in(Collection<String> publicKeys) {
        return new ModelTrust(publicKeys.stream().map(SigningKeys::publicKey).toList());
    }

    /** Returns why the version that the manifest describes must not serve, or nothing. */
    public Optional<String> objection(ModelManifest manifest) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> isSignedBy(key, manifest))) {
            return Optional.empty();
        }
        if (manifest.getSignature() == null) {
            return Optional.of("it is not signed, and only signed versions are trusted here");
        }
        return Optional.of("its signature is by none of the " + keys.size() + " trusted "
                + (keys.size() == 1 ? "key" : "keys") + ", or what it signed was changed since");
    }

    private static boolean isSignedBy(PublicKey key, ModelManifest manifest) {
        var signed = manifest.getSignature();
        if (signed == null) {
            return false;
        }
        var bytes = new byte[signed.remaining()];
        signed.duplicate().get(bytes);
        try {
            var signature = Signature.getInstance(SigningKeys.ALGORITHM);
            signature.initVerify(key);
            signature.update(ManifestStatement.of(manifest));
            return signature.verify(bytes);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
