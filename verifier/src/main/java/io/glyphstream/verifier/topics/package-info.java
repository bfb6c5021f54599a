/** What a verification reads: topics, published models, decisions. Knows no rule of the verification. */
@NullMarked
package io.glyphstream.verifier.topics;

import org.jspecify.annotations.NullMarked;
