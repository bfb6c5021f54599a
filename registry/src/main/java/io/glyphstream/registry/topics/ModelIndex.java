package io.glyphstream.registry.topics;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ManifestStatement;
import io.glyphstream.schemas.ModelChunk;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the models topic holds up to some offset: every manifest, and where the chunks of every snapshot lie.
 *
 * <p>Holds no model bytes. Its size is bounded whatever is on the topic: what exceeds the bounds is unreadable.
 */
public final class ModelIndex {
    private static final Pattern MANIFEST_KEY = Pattern.compile("manifest/([^/]{1,64})/([1-9][0-9]{0,8})");
    private static final Pattern CHUNK_KEY = Pattern.compile("chunk/([0-9a-f]{64})/(0|[1-9][0-9]{0,8})");

    private final Topic<SpecificRecord> topic;
    private final Bounds bounds;
    private final Map<String, ModelManifest> manifests = new LinkedHashMap<>();
    private final Map<Sha256, NavigableMap<Integer, StoredChunk>> chunks = new HashMap<>();
    private final Map<String, Integer> manifestSizes = new HashMap<>();
    private final Map<String, Integer> newestNumbers = new HashMap<>();
    private final Map<String, String> later = new TreeMap<>();
    private long manifestBytes;
    private int chunkCount;

    public ModelIndex(Topic<SpecificRecord> topic) {
        this(topic, Bounds.USUAL);
    }

    ModelIndex(Topic<SpecificRecord> topic, Bounds bounds) {
        this.topic = topic;
        this.bounds = bounds;
    }

    /**
     * How much an index remembers.
     *
     * @param chunks of all snapshots together
     * @param manifestBytes of all encoded manifests together
     * @param models whose newest numbers are known, and how many versions of later releases are named
     */
    record Bounds(int chunks, long manifestBytes, int models) {
        static final Bounds USUAL =
                new Bounds(Limits.INDEXED_CHUNKS, Limits.INDEXED_MANIFEST_BYTES, Limits.INDEXED_MODELS);
    }

    /** Takes in the next record of the topic. */
    public ModelUpdate apply(ConsumerRecord<byte[], byte[]> stored) {
        if (stored.key() == null) {
            return new ModelUpdate.Unreadable("it has no key");
        }
        var key = new String(stored.key(), StandardCharsets.UTF_8);
        if (stored.value() == null) {
            return remove(key);
        }
        try {
            return ModelRecord.decode(topic, stored.value())
                    .match(
                            manifest -> add(key, manifest, stored.value().length),
                            chunk -> add(key, chunk, stored.offset()));
        } catch (LaterReleaseException unknown) {
            return note(key, unknown);
        } catch (UndecodableRecordException undecodable) {
            return new ModelUpdate.Unreadable(String.valueOf(undecodable.getMessage()));
        }
    }

    /**
     * Forgets all that the topic held, because another topic has its name now. The newest numbers stay known: they were
     * given.
     */
    public void clear() {
        manifests.clear();
        chunks.clear();
        manifestSizes.clear();
        later.clear();
        manifestBytes = 0;
        chunkCount = 0;
    }

    /** Returns the versions that are visible, in the order in which they became so. */
    public Collection<ModelManifest> manifests() {
        return Collections.unmodifiableCollection(manifests.values());
    }

    /** Returns the manifest of exactly this version with exactly this digest. */
    public Optional<ModelManifest> find(ModelReference reference) {
        return find(reference.getModel(), reference.getVersion())
                .filter(manifest -> manifest.getReference().equals(reference));
    }

    public Optional<ModelManifest> find(String model, int version) {
        return Optional.ofNullable(manifests.get(RecordKeys.manifest(model, version)));
    }

    /** Returns the chunks that are visible of a snapshot, by their index. */
    public NavigableMap<Integer, StoredChunk> chunks(Sha256 snapshot) {
        return Collections.unmodifiableNavigableMap(chunks.getOrDefault(snapshot, Collections.emptyNavigableMap()));
    }

    /** Returns why this version cannot be read, if a later release published it. */
    public Optional<String> later(String model, int version) {
        return Optional.ofNullable(later.get(RecordKeys.manifest(model, version)));
    }

    /** Returns a sentence for each version that a later release published. */
    public List<String> later() {
        return List.copyOf(later.values());
    }

    /** Returns the newest version of a model that was seen here, removed ones included; 0 if there was none. */
    public int newestNumber(String model) {
        return newestNumbers.getOrDefault(model, 0);
    }

    private ModelUpdate add(String key, ModelChunk chunk, long offset) {
        var data = chunk.getData();
        int index = chunk.getIndex();
        if (index < 0 || index >= Limits.CHUNKS) {
            return new ModelUpdate.Unreadable(
                    "it is chunk " + index + " where 0 to " + (Limits.CHUNKS - 1) + " may be");
        }
        if (!key.equals(RecordKeys.chunk(chunk.getSha256(), index))) {
            return mismatch(key, RecordKeys.chunk(chunk.getSha256(), index));
        }
        if (!data.hasRemaining() || data.remaining() > Limits.CHUNK_BYTES) {
            return new ModelUpdate.Unreadable(
                    "it is a chunk of " + data.remaining() + " bytes where 1 to " + Limits.CHUNK_BYTES + " may be");
        }
        var known = chunks.get(chunk.getSha256());
        boolean first = known == null || !known.containsKey(index);
        if (first && chunkCount == bounds.chunks()) {
            return new ModelUpdate.Unreadable(
                    "the topic holds more than " + bounds.chunks() + " chunks: retire old versions");
        }
        if (first) {
            chunkCount++;
        }
        chunks.computeIfAbsent(chunk.getSha256(), digest -> new TreeMap<>())
                .put(index, new StoredChunk(offset, data.remaining(), Digests.sha256(data.duplicate())));
        return new ModelUpdate.ChunksChanged(chunk.getSha256());
    }

    private ModelUpdate add(String key, ModelManifest manifest, int encodedSize) {
        var reference = manifest.getReference();
        if (!ModelNames.isName(reference.getModel()) || reference.getVersion() < 1) {
            return new ModelUpdate.Unreadable("it is the manifest of '" + References.text(reference)
                    + "', which is no name and version of a model");
        }
        if (!key.equals(RecordKeys.manifest(reference.getModel(), reference.getVersion()))) {
            return mismatch(key, RecordKeys.manifest(reference.getModel(), reference.getVersion()));
        }
        var known = manifests.get(key);
        if (known != null && known.equals(manifest)) {
            return new ModelUpdate.Nothing();
        }
        if (known != null && isSigning(known, manifest)) {
            return put(key, manifest, encodedSize);
        }
        if (known != null) {
            return new ModelUpdate.Unreadable("it is another manifest of " + References.text(reference)
                    + ", which is published already: versions never change");
        }
        if (manifestBytes + encodedSize > bounds.manifestBytes()) {
            return new ModelUpdate.Unreadable(
                    "the topic holds manifests of more than " + bounds.manifestBytes + " bytes: retire old versions");
        }
        return put(key, manifest, encodedSize);
    }

    private ModelUpdate put(String key, ModelManifest manifest, int encodedSize) {
        manifests.put(key, manifest);
        later.remove(key);
        manifestBytes += encodedSize - manifestSizes.getOrDefault(key, 0);
        manifestSizes.put(key, encodedSize);
        var reference = manifest.getReference();
        newestNumbers.merge(reference.getModel(), reference.getVersion(), Math::max);
        return new ModelUpdate.ManifestAdded(manifest);
    }

    /** A version may be signed, or signed by somebody else, after it was published; a signature is never taken away. */
    private static boolean isSigning(ModelManifest known, ModelManifest manifest) {
        return manifest.getSignature() != null
                && Arrays.equals(ManifestStatement.of(known), ManifestStatement.of(manifest));
    }

    private static ModelUpdate mismatch(String key, String expected) {
        return new ModelUpdate.Unreadable(
                "its key is '" + shortened(key) + "' but its content belongs under '" + expected + "'");
    }

    private static String shortened(String key) {
        return key.length() <= 120 ? key : key.substring(0, 120) + "...";
    }

    /** The key tells which version it is. Its number is given, or this release would publish another under it. */
    private ModelUpdate note(String key, LaterReleaseException unknown) {
        var manifestKey = MANIFEST_KEY.matcher(key);
        if (manifestKey.matches()) {
            var model = manifestKey.group(1);
            int version = Integer.parseInt(manifestKey.group(2));
            remember(model, version);
            if (later.size() < bounds.models()) {
                later.put(key, model + "@" + version + " cannot be read: " + unknown.getMessage());
            }
        }
        return new ModelUpdate.Unreadable(String.valueOf(unknown.getMessage()));
    }

    private ModelUpdate remove(String key) {
        later.remove(key);
        var manifest = manifests.remove(key);
        if (manifest != null) {
            manifestBytes -= manifestSizes.getOrDefault(key, 0);
            manifestSizes.remove(key);
            return new ModelUpdate.ManifestRemoved(manifest);
        }
        var chunkKey = CHUNK_KEY.matcher(key);
        if (chunkKey.matches()) {
            return removeChunk(Digests.parse(chunkKey.group(1)), Integer.parseInt(chunkKey.group(2)));
        }
        var manifestKey = MANIFEST_KEY.matcher(key);
        if (manifestKey.matches()) {
            return remember(manifestKey.group(1), Integer.parseInt(manifestKey.group(2)));
        }
        if (key.startsWith("manifest/")) {
            return new ModelUpdate.Nothing();
        }
        return new ModelUpdate.Unreadable("it removes '" + shortened(key) + "', which is no key of this topic");
    }

    /** What was removed before this index was read is known by its tombstone, as long as compaction keeps that. */
    private ModelUpdate remember(String model, int version) {
        if (newestNumbers.size() >= bounds.models() && !newestNumbers.containsKey(model)) {
            return new ModelUpdate.Unreadable("the topic names more than " + bounds.models() + " models");
        }
        newestNumbers.merge(model, version, Math::max);
        return new ModelUpdate.Nothing();
    }

    private ModelUpdate removeChunk(Sha256 snapshot, int index) {
        var known = chunks.get(snapshot);
        if (known == null || known.remove(index) == null) {
            return new ModelUpdate.Nothing();
        }
        chunkCount--;
        if (known.isEmpty()) {
            chunks.remove(snapshot);
        }
        return new ModelUpdate.ChunksChanged(snapshot);
    }
}
