package io.stepwell.tasks.items;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens what an `ItemReader` names (Step Functions, "ItemReader"): the objects of a bucket, or what
/// is inside one of them or all.
public final class ItemReaders {
  private final ObjectStorage storage;

  public ItemReaders(ObjectStorage storage) {
    this.storage = storage;
  }

  /// @throws ItemReadException with the cause of `States.ItemReaderFailed`
  public ItemStream open(ItemRead read) {
    if (read.maxItems() < 0) {
      throw new ItemReadException("field MaxItems must be positive");
    }
    ItemStream all = all(read);
    return read.maxItems() == 0 ? all : new AtMost(all, read.maxItems());
  }

  private ItemStream all(ItemRead read) {
    String bucket = read.argument("Bucket");
    try {
      if (!read.lists()) {
        return object(read, bucket, read.argument("Key"));
      }
      Object prefix = read.arguments().get("Prefix");
      Iterator<ObjectStorage.Listed> listed =
          storage.list(bucket, prefix instanceof String text ? text : "");
      if ("LOAD_AND_FLATTEN".equals(read.option("Transformation"))) {
        return new Flattened(listed, key -> object(read, bucket, key));
      }
      return ItemStream.of(listedItems(listed));
    } catch (IOException e) {
      throw new ItemReadException(String.valueOf(e.getMessage()), e);
    }
  }

  private ItemStream object(ItemRead read, String bucket, String key) throws IOException {
    String type = read.option("InputType");
    String manifest = read.option("ManifestType");
    if ("MANIFEST".equals(type) || "S3_INVENTORY".equals(manifest)) {
      Inventory inventory = Inventory.read(storage.read(bucket, key));
      return new Flattened(
          inventory.files(),
          file ->
              CsvItems.open(
                  Texts.of(storage.read(inventory.bucketOr(bucket), file)),
                  ',',
                  inventory.columns()));
    }
    if (manifest != null) {
      throw new ItemReadException("Manifests of type " + manifest + " are not read here.");
    }
    return ObjectFormat.of(type).open(storage.read(bucket, key), read);
  }

  private static Iterator<Map<String, Object>> listedItems(Iterator<ObjectStorage.Listed> listed) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return listed.hasNext();
      }

      @Override
      public Map<String, Object> next() {
        ObjectStorage.Listed object = listed.next();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("Etag", "\"" + object.etag() + "\"");
        item.put("Key", object.key());
        item.put("LastModified", object.modifiedAt());
        item.put("Size", object.size());
        item.put("StorageClass", "STANDARD");
        return Collections.unmodifiableMap(item);
      }
    };
  }

  /// Opens one of several objects.
  private interface Opener {
    ItemStream open(String key) throws IOException;
  }

  /// The items of several objects, one object after the other.
  private static final class Flattened implements ItemStream {
    private final Iterator<ObjectStorage.Listed> objects;
    private final Opener opener;
    private @Nullable ItemStream current;

    Flattened(Iterator<ObjectStorage.Listed> objects, Opener opener) {
      this.objects = objects;
      this.opener = opener;
    }

    @Override
    public boolean next() {
      while (true) {
        ItemStream open = current;
        if (open != null && open.next()) {
          return true;
        }
        close();
        if (!objects.hasNext()) {
          return false;
        }
        try {
          current = opener.open(objects.next().key());
        } catch (IOException e) {
          throw new ItemReadException(String.valueOf(e.getMessage()), e);
        }
      }
    }

    @Override
    public @Nullable Object item() {
      ItemStream open = current;
      return open == null ? null : open.item();
    }

    @Override
    public @Nullable String key() {
      ItemStream open = current;
      return open == null ? null : open.key();
    }

    @Override
    public void close() {
      ItemStream open = current;
      current = null;
      if (open != null) {
        open.close();
      }
    }
  }

  /// `MaxItems`.
  private static final class AtMost implements ItemStream {
    private final ItemStream all;
    private long left;

    AtMost(ItemStream all, long most) {
      this.all = all;
      this.left = most;
    }

    @Override
    public boolean next() {
      return left-- > 0 && all.next();
    }

    @Override
    public @Nullable Object item() {
      return all.item();
    }

    @Override
    public @Nullable String key() {
      return all.key();
    }

    @Override
    public void close() {
      all.close();
    }
  }

  /// What an S3 inventory says of itself: where its rows are, and what their columns are called.
  private record Inventory(List<String> keys, List<String> columns, @Nullable String bucket) {
    static Inventory read(InputStream in) throws IOException {
      try (in) {
        if (Json.parse(in.readAllBytes()) instanceof Map<?, ?> manifest
            && manifest.get("files") instanceof List<?> files
            && manifest.get("fileSchema") instanceof String schema) {
          List<String> keys =
              files.stream().map(file -> String.valueOf(((Map<?, ?>) file).get("key"))).toList();
          Object bucket = manifest.get("destinationBucket");
          return new Inventory(
              keys,
              List.of(schema.split("\\s*,\\s*")),
              bucket instanceof String arn ? arn.substring(arn.lastIndexOf(':') + 1) : null);
        }
      } catch (JsonException e) {
        throw new ItemReadException("The manifest is not valid JSON: " + e.message(), e);
      }
      throw new ItemReadException("The manifest has no files or no fileSchema.");
    }

    String bucketOr(String other) {
      return bucket == null ? other : bucket;
    }

    Iterator<ObjectStorage.Listed> files() {
      return keys.stream().map(key -> new ObjectStorage.Listed(key, 0, "", 0)).iterator();
    }
  }
}
