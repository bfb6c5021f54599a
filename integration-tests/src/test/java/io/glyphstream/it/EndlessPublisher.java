package io.glyphstream.it;

import io.glyphstream.registry.publishing.Publication;

/** A program that publishes one snapshot after the other and says so on standard output, until it is killed. */
final class EndlessPublisher {
    private static final int SNAPSHOT_BYTES = 5_000_000;

    private EndlessPublisher() {}

    /** Takes the broker's address, the topics' prefix, and the seed of the first snapshot. */
    public static void main(String[] arguments) {
        var pipeline = new RegistryPipeline(arguments[0], arguments[1]);
        try (var publisher = pipeline.publisher()) {
            for (long seed = Long.parseLong(arguments[2]); ; seed++) {
                Publication done = publisher.publish(
                        RegistryPipeline.draft("mlp"),
                        RegistryPipeline.snapshot(SNAPSHOT_BYTES, seed),
                        (bytes, total) -> System.out.println("chunk " + bytes));
                System.out.println("published " + done.manifest().getReference().getVersion());
            }
        }
    }
}
