package io.glyphstream.cli.models;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.KeyFiles;
import io.glyphstream.registry.SigningKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glyphstream models keygen}. */
@Command(
        name = "keygen",
        description = {
            "Makes a pair of Ed25519 keys for signing models.",
            "NAME.key signs and is secret, NAME.pub is what processors trust.",
            "Any other tool's will do too: openssl genpkey -algorithm ed25519."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream models keygen release",
            "  glyphstream train mlp --signing-key release.key",
            "  glyphstream process --trusted-key release.pub"
        })
final class ModelsKeygenCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(paramLabel = "NAME", description = "What the two files' names begin with; may have a folder in front.")
    private String name = "";

    ModelsKeygenCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path privateFile = Path.of(name + ".key");
        Path publicFile = Path.of(name + ".pub");
        KeyFiles.write(SigningKeys.generate(), privateFile, publicFile);
        environment.err().println("The private key is in " + privateFile + ", the public key in " + publicFile);
        return ExitCode.OK.value();
    }
}
