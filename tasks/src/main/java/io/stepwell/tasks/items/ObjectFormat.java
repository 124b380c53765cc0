package io.stepwell.tasks.items;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.JsonItems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `InputType`: what an object's bytes are.
enum ObjectFormat {
  CSV {
    @Override
    ItemStream open(InputStream object, ItemRead read) throws IOException {
      String delimiter = read.option("CSVDelimiter");
      boolean given = "GIVEN".equals(read.option("CSVHeaderLocation"));
      return CsvItems.open(
          Texts.of(object),
          delimiter == null ? ',' : delimiter(delimiter),
          given ? read.options("CSVHeaders") : List.of());
    }
  },

  JSON {
    @Override
    ItemStream open(InputStream object, ItemRead read) throws IOException {
      String pointer = read.option("ItemsPointer");
      try {
        JsonItems items = JsonItems.open(Texts.unpacked(object), pointer == null ? "" : pointer);
        if (items == null) {
          throw new ItemReadException("Attempting to map over non-iterable node.");
        }
        return new JsonStream(items);
      } catch (JsonException e) {
        throw notJson(e);
      }
    }
  },

  JSONL {
    @Override
    ItemStream open(InputStream object, ItemRead read) throws IOException {
      return new JsonLines(Texts.of(object));
    }
  };

  abstract ItemStream open(InputStream object, ItemRead read) throws IOException;

  static ObjectFormat of(@Nullable String inputType) {
    return switch (inputType) {
      case "CSV" -> CSV;
      case "JSON" -> JSON;
      case "JSONL" -> JSONL;
      case null -> throw new ItemReadException("The ItemReader needs an InputType for getObject.");
      default ->
          throw new ItemReadException("Objects of type " + inputType + " are not read here.");
    };
  }

  private static char delimiter(String name) {
    return switch (name) {
      case "COMMA" -> ',';
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> throw new ItemReadException("There is no CSVDelimiter " + name + ".");
    };
  }

  private static ItemReadException notJson(JsonException e) {
    return new ItemReadException(
        "The object is not valid JSON: %s (line %d, column %d)"
            .formatted(e.message(), e.line(), e.column()),
        e);
  }

  private record JsonStream(JsonItems items) implements ItemStream {
    @Override
    public boolean next() {
      try {
        return items.next();
      } catch (JsonException e) {
        throw notJson(e);
      }
    }

    @Override
    public @Nullable Object item() {
      return items.value();
    }

    @Override
    public @Nullable String key() {
      return items.key();
    }

    @Override
    public void close() {
      items.close();
    }
  }

  private static final class JsonLines implements ItemStream {
    private final BufferedReader in;
    private @Nullable Object item;

    JsonLines(BufferedReader in) {
      this.in = in;
    }

    @Override
    public boolean next() {
      try {
        String line = Texts.line(in);
        while (line != null && line.isBlank()) {
          line = Texts.line(in);
        }
        if (line == null) {
          return false;
        }
        item = Json.parse(line);
        return true;
      } catch (IOException e) {
        throw new ItemReadException("The object can't be read: " + e.getMessage(), e);
      } catch (JsonException e) {
        throw notJson(e);
      }
    }

    @Override
    public @Nullable Object item() {
      return item;
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new ItemReadException("The object can't be closed: " + e.getMessage(), e);
      }
    }
  }
}
