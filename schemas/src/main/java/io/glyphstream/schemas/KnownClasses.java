package io.glyphstream.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's mapping of schemas to classes, closed: it knows the generated classes that one kind of record is made of, and
 * never looks for a class by a name that it reads.
 *
 * <p>Avro itself looks classes up by name, and so has to ask a process-wide list which of them to trust. Here nothing
 * needs to be trusted.
 */
final class KnownClasses extends SpecificData {
    private final Map<String, Class<?>> classes = new HashMap<>();

    /** Knows the record's class and those of all that it contains. */
    KnownClasses(Class<? extends SpecificRecord> type) {
        super(type.getClassLoader());
        for (Conversion<?> conversion : SpecificData.getForClass(type).getConversions()) {
            addLogicalTypeConversion(conversion);
        }
        learn(getSchema(type), type.getClassLoader());
    }

    /** Returns the class of a schema, or null if the schema names one that is not known. */
    @Override
    @SuppressWarnings("rawtypes") // as the method it replaces
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }

    private void learn(Schema schema, ClassLoader loader) {
        switch (schema.getType()) {
            case RECORD -> {
                if (add(schema, loader)) {
                    schema.getFields().forEach(field -> learn(field.schema(), loader));
                }
            }
            case ENUM, FIXED -> add(schema, loader);
            case ARRAY -> learn(schema.getElementType(), loader);
            case MAP -> learn(schema.getValueType(), loader);
            case UNION -> schema.getTypes().forEach(branch -> learn(branch, loader));
            default -> {}
        }
    }

    /** Returns whether the schema was new. The name is out of a schema that was compiled in, so it can be loaded. */
    private boolean add(Schema schema, ClassLoader loader) {
        try {
            return classes.put(schema.getFullName(), Class.forName(schema.getFullName(), false, loader)) == null;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class was generated for " + schema.getFullName(), e);
        }
    }
}
