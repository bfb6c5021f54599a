package io.glyphstream.cli;

import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.LogFile;
import io.glyphstream.cli.terminal.FullMemory;
import java.util.List;
import java.util.Optional;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        FullMemory.prepare();
        var environment = Environment.ofThisProcess();
        int exitCode;
        try {
            exitCode = run(List.of(arguments), environment);
        } catch (OutOfMemoryError full) {
            // There was no memory to report it. Threads that do not end by themselves are not waited for.
            FullMemory.say();
            Runtime.getRuntime().halt(ExitCode.FAILED.value());
            return;
        } finally {
            // Without this, a program that is told to end while it starts would wait 30 s for a command that has
            // failed.
            environment.interruption().finish();
        }
        System.exit(exitCode);
    }

    /** Logging is set up by system properties, so they have to be there before the first logger is. */
    private static int run(List<String> arguments, Environment environment) {
        var early = EarlyOptions.read(arguments, environment.variables());
        String command = arguments.stream()
                .filter(argument -> argument.matches("[a-z-]+"))
                .findFirst()
                .orElse("glyphstream");
        Optional<LogFile> logFile = LogFile.open(
                environment.stateFolder(), command, ProcessHandle.current().pid());
        System.setProperty("glyphstream.log.level", early.verbosity().name());
        logFile.ifPresent(file -> {
            System.setProperty("glyphstream.log.file", file.path().toString());
            System.setProperty("log4j2.configurationFile", "log4j2-command.xml");
        });
        return Glyphstream.run(arguments, environment, early, logFile);
    }
}
