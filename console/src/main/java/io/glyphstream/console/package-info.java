/**
 * The pipeline in a browser. {@link io.glyphstream.console.Console} starts it; {@code web} serves pages, decides who may write
 * and keeps connections; {@code stream} reads topics into bounded memory; {@code pages} has the requests of each page.
 *
 * <p>What the browser runs is under {@code resources}, as it is written: components of Lit, one in each file.
 */
@NullMarked
package io.glyphstream.console;

import org.jspecify.annotations.NullMarked;
