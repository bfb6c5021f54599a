/** What Maven's dependencies cannot express: who may see whom, and what nobody may do. */
@NullMarked
package io.glyphstream.rules;

import org.jspecify.annotations.NullMarked;
