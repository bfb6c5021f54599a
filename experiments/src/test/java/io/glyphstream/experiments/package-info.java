/** The studies that the project grew out of, with the original's figures beside ours. */
@NullMarked
package io.glyphstream.experiments;

import org.jspecify.annotations.NullMarked;
