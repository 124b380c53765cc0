package io.stepwell.runtime.maprun;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.items.ObjectWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the results of a map run to a bucket, in AWS's layout: `PREFIX/ID/SUCCEEDED_0.json` and
/// `FAILED_0.json`, in parts of a bounded size, and a manifest that names them. Written again from
/// the start when the process died meanwhile: the same objects.
final class ResultExport {
  /// AWS's parts have up to 5 GB.
  private static final long PART_BYTES = 5L << 30;

  private final Results results;
  private final MapRun run;
  private final String bucket;
  private final String folder;
  private final String transformation;
  private final boolean lines;

  ResultExport(Results results, MapRun run, MapRunOrder.Writer writer) throws IOException {
    this.results = results;
    this.run = run;
    Map<?, ?> arguments = writer.arguments().value() instanceof Map<?, ?> given ? given : Map.of();
    if (!(arguments.get("Bucket") instanceof String name)) {
      throw new IOException("The ResultWriter needs a text as Bucket.");
    }
    bucket = name;
    String prefix = arguments.get("Prefix") instanceof String given ? given : "";
    String path = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    folder = path + run.name().name() + "/";
    transformation = Results.option(writer, "Transformation", "NONE");
    lines = Results.option(writer, "OutputType", "JSON").equals("JSONL");
  }

  /// Returns the state's result: where the manifest is.
  Payload write() throws IOException {
    Parts succeeded = new Parts("SUCCEEDED");
    Parts failed = new Parts("FAILED");
    try (succeeded;
        failed) {
      results.each(
          run,
          (index, row) -> {
            boolean good = row.status() == ExecutionStatus.SUCCEEDED;
            records(index, row).forEach(good ? succeeded::add : failed::add);
            return true;
          });
      succeeded.complete();
      failed.complete();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    String key = folder + "manifest.json";
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("FAILED", failed.written);
    files.put("PENDING", List.of());
    files.put("SUCCEEDED", succeeded.written);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("DestinationBucket", bucket);
    manifest.put("MapRunArn", run.order().arn());
    manifest.put("ResultFiles", files);
    try (ObjectWriter out = results.objects().write(bucket, key)) {
      out.write(Json.writeBytes(manifest));
      out.complete();
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("Bucket", bucket);
    details.put("Key", key);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("MapRunArn", run.order().arn());
    result.put("ResultWriterDetails", details);
    return Payload.of(result);
  }

  /// A failed child is told in full whatever the transformation.
  private List<Payload> records(int index, ResultRow row) {
    Payload output = row.output();
    if (output == null || transformation.equals("NONE")) {
      return List.of(results.exported(run, index, row));
    }
    return Results.flattened(output, transformation);
  }

  /// The objects of one kind. The one that is being written when this is closed is given up.
  private final class Parts implements AutoCloseable {
    final List<Object> written = new ArrayList<>();
    private final String kind;
    private @Nullable Part open;

    Parts(String kind) {
      this.kind = kind;
    }

    void add(Payload one) {
      try {
        Part part = open;
        if (part != null && part.bytes > PART_BYTES) {
          complete();
          part = null;
        }
        boolean first = part == null;
        if (part == null) {
          part = new Part(results.objects().write(bucket, key()));
          open = part;
        }
        part.put((first ? lines ? "" : "[" : lines ? "\n" : ",").getBytes(StandardCharsets.UTF_8));
        part.put(one.bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void complete() throws IOException {
      Part part = open;
      if (part != null) {
        part.put((lines ? "\n" : "]").getBytes(StandardCharsets.UTF_8));
        part.out.flush();
        part.object.complete();
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("Key", key());
        file.put("Size", part.bytes);
        written.add(file);
        open = null;
      }
    }

    @Override
    public void close() throws IOException {
      Part part = open;
      if (part != null) {
        part.object.close();
      }
    }

    private String key() {
      return folder + kind + "_" + written.size() + (lines ? ".jsonl" : ".json");
    }
  }

  /// An object that is being written.
  private static final class Part {
    final ObjectWriter object;
    final OutputStream out;
    long bytes;

    Part(ObjectWriter object) {
      this.object = object;
      this.out = new BufferedOutputStream(object, 1 << 16);
    }

    void put(byte[] more) throws IOException {
      out.write(more);
      bytes += more.length;
    }
  }
}
