package io.glyphstream.cli.command;

import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.SigningKeys;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keys in files. */
public final class KeyFiles {

    private KeyFiles() {}

    /** Returns the private key in a file. */
    public static SigningKey signing(Path file) {
        return parse(file, SigningKey::parse);
    }

    public static Optional<SigningKey> signing(Optional<Path> file) {
        return file.map(KeyFiles::signing);
    }

    /** Returns the trust in the holders of the public keys in these files; without any, in everybody. */
    public static ModelTrust trust(List<Path> files) {
        for (Path file : files) {
            parse(file, pem -> ModelTrust.in(List.of(pem)));
        }
        return ModelTrust.in(files.stream().map(KeyFiles::read).toList());
    }

    /** Writes a new pair; the private key can be read by its owner only. Neither file may be there before. */
    public static void write(SigningKeys.Pair pair, Path privateFile, Path publicFile) {
        for (Path file : List.of(privateFile, publicFile)) {
            if (Files.exists(file)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        file + " is there already, and keys are never overwritten",
                        "Choose another name, or move it away.");
            }
        }
        try {
            create(privateFile);
            Files.writeString(privateFile, pair.privateKey());
            Files.writeString(publicFile, pair.publicKey(), StandardOpenOption.CREATE_NEW);
        } catch (NoSuchFileException missing) {
            throw Failures.ofFile(privateFile, missing, "Make the folder first.");
        } catch (IOException failed) {
            throw Failures.ofFile(privateFile, failed, "Choose another name or folder.");
        }
    }

    /** Before the secret is in it. */
    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return;
        }
        Files.createFile(file);
    }

    private static <T> T parse(Path file, Function<String, T> parser) {
        String pem = read(file);
        try {
            return parser.apply(pem);
        } catch (IllegalArgumentException wrong) {
            throw Usage.mistake(file + ": " + wrong.getMessage());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw Usage.mistake(file + ": a key must be text in PEM form, but this file is not text");
        } catch (IOException failed) {
            throw Failures.ofFile(file, failed, "Name a key as glyphstream models keygen makes it.");
        }
    }
}
