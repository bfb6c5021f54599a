/** What all measurements share: rates of several in turns, figures as text and as JSON, and the options of the commands. */
@NullMarked
package io.glyphstream.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
