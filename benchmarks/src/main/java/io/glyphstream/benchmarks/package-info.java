/** What the speed claims rest on: ours and its rivals, measured side by side. */
@NullMarked
package io.glyphstream.benchmarks;

import org.jspecify.annotations.NullMarked;
