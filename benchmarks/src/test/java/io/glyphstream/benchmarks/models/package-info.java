@NullMarked
package io.glyphstream.benchmarks.models;

import org.jspecify.annotations.NullMarked;
