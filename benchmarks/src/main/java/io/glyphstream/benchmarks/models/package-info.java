/** How fast models score and train, beside other libraries. No other package of benchmarks sees it. */
@NullMarked
package io.glyphstream.benchmarks.models;

import org.jspecify.annotations.NullMarked;
