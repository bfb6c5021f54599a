package io.glyphstream.cli.demo;

/** Shows a demo while it runs. */
interface DemoView extends AutoCloseable {

    /** Shows an event. */
    void say(String what);

    /** Shows how things stand; called often. */
    void show(DemoState state, DemoProgress progress);

    /** Leaves the screen as a person expects it. */
    @Override
    void close();
}
