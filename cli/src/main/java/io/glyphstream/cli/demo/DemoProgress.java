package io.glyphstream.cli.demo;

import java.util.OptionalLong;

/**
 * What the topics do not say of a demo.
 *
 * @param total how many images there will be, if that is known
 * @param imagesPerSecond answers in the last second or so
 * @param training what the trainer does at present
 */
record DemoProgress(OptionalLong total, double imagesPerSecond, String training) {}
