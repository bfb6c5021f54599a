/** How fast the whole pipeline is, beside a topology that only copies and a loop in Python. No other package of benchmarks sees it. */
@NullMarked
package io.glyphstream.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
