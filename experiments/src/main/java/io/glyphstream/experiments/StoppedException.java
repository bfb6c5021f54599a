package io.glyphstream.experiments;

/** A study that did not come to its end, since somebody asked to stop. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoppedException() {
        super("the study was stopped before its end");
    }
}
