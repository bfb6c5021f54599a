/**
 * What travels: the Avro records, the topics they travel on, and their form on the wire.
 *
 * <p>Make a record with its constructor or an empty builder. A builder that starts from another record does not work:
 * it has Avro look for classes by name, which Avro refuses unless the whole process is told to trust them.
 */
@NullMarked
package io.glyphstream.schemas;

import org.jspecify.annotations.NullMarked;
