package io.glyphstream.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/** Ed25519 keys (RFC 8032) as PEM texts: PKCS #8 for private ones, X.509 for public ones, as OpenSSL has them. */
public final class SigningKeys {
    static final String ALGORITHM = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private SigningKeys() {}

    /** A new pair of keys, each as a PEM text. The private one is secret. */
    public record Pair(String privateKey, String publicKey) {
        public Pair {
            Objects.requireNonNull(privateKey, "privateKey");
            Objects.requireNonNull(publicKey, "publicKey");
        }

        /** Returns the public key only. */
        @Override
        public String toString() {
            return "Pair[" + publicKey + "]";
        }
    }

    /** Returns a new pair of keys, from the system's source of randomness. */
    public static Pair generate() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Pair(pem(PRIVATE, pair.getPrivate()), pem(PUBLIC, pair.getPublic()));
        } catch (NoSuchAlgorithmException missing) {
            throw missing(missing);
        }
    }

    static PrivateKey privateKey(String pem) {
        var encoded = content(pem, PRIVATE);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException wrong) {
            throw wrongKey(PRIVATE, wrong);
        }
    }

    static PublicKey publicKey(String pem) {
        var encoded = content(pem, PUBLIC);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException wrong) {
            throw wrongKey(PUBLIC, wrong);
        }
    }

    private static String pem(String kind, Key key) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }

    private static byte[] content(String pem, String kind) {
        var found = PEM.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("a key must be a PEM text that begins with -----BEGIN " + kind
                    + "-----, but there is none such; to make a pair: glyphstream models keygen NAME");
        }
        if (!kind.equals(found.group(1))) {
            throw new IllegalArgumentException(
                    "a " + kind + " is needed here, but this is a " + found.group(1) + ": take the other file");
        }
        try {
            return Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("the " + kind + " is not valid base 64: " + broken.getMessage(), broken);
        }
    }

    private static IllegalArgumentException wrongKey(String kind, GeneralSecurityException wrong) {
        return new IllegalArgumentException("the " + kind + " is not one of Ed25519: " + wrong.getMessage(), wrong);
    }

    private static IllegalStateException missing(NoSuchAlgorithmException missing) {
        return new IllegalStateException("every Java platform since 15 has Ed25519, but this one has not", missing);
    }
}
