package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A secret that allows changes. Its text is never part of {@link #toString}. */
public final class Token {

    private static final int BYTES = 24;
    private static final String SCHEME = "Bearer ";

    /** What may stand in a header and in the fragment of a link. */
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._~-]{16,200}");

    private final String text;

    /**
     * Takes a token that somebody has chosen.
     *
     * @throws IllegalArgumentException unless it is 16 to 200 letters, digits and {@code . _ ~ -}; the message does not tell it
     */
    public Token(String text) {
        if (!LEGAL.matcher(text).matches()) {
            throw new IllegalArgumentException("a token must consist of 16 to 200 letters, digits and . _ ~ - but had "
                    + text.length() + " characters, or others");
        }
        this.text = text;
    }

    /** Returns a token that nobody can guess if nobody can foresee the random numbers. */
    public static Token random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns the token itself, for the one who may have it. */
    public String text() {
        return text;
    }

    /** Returns whether an Authorization header shows this token. Takes as long for a wrong one as for a right one. */
    public boolean isShownBy(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).getBytes(UTF_8), text.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Token[...]";
    }
}
