/** What a verification came to: findings, losses and counts. Knows nothing of how they were found. */
@NullMarked
package io.glyphstream.verifier.report;

import org.jspecify.annotations.NullMarked;
