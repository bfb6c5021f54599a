/**
 * The demo: a whole pipeline in one process, judged by what its topics say.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.demo.DemoCommand}: the options.
 *   <li>{@code Demo}: what is done in which order.
 *   <li>{@code DemoLedger}: counts images, answers and champions from the records.
 *   <li>{@code DemoSwap}: trains a better model meanwhile.
 *   <li>{@code DriftStory}: the demo of {@code --story drift}.
 *   <li>{@code DemoView}: what is shown, as lines or as a picture.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.demo;

import org.jspecify.annotations.NullMarked;
