package io.glyphstream.cli.demo;

/** The stories that a demo can tell. */
enum Story {
    /** The images turn by degrees, and a model is learned from the stream that answers them as well as before. */
    DRIFT
}
