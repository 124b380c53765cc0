package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.QuickstartCommand.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The three functions of the example, deployed over the Lambda API: made when they are missing,
/// replaced when their code or language is another.
final class SagaFunctions {
  static final List<String> NAMES = List.of("CreateUser", "PlaceOrder", "SendNotification");

  private static final String ROLE = "arn:aws:iam::123456789012:role/stepwell";
  private static final int TIMEOUT_SECONDS = 30;

  private final ApiClient client;
  private final Path sources;
  private final Path state;
  private final Language language;

  /// @param example the example's directory
  /// @param state where the functions keep what they know: users, orders
  SagaFunctions(ApiClient client, Path example, Path state, Language language) {
    this.client = client;
    this.sources =
        example.resolve(language == Language.JAVA ? "functions/java" : "functions/python");
    this.state = state;
    this.language = language;
  }

  void deploy() throws RefusedException {
    byte[] zip = zip();
    for (String name : NAMES) {
      deploy(name, zip);
    }
  }

  private void deploy(String name, byte[] zip) throws RefusedException {
    try {
      Map<?, ?> present = client.lambda("GET", "/" + name + "/configuration", null);
      if (!runtime().equals(present.get("Runtime"))) {
        client.lambda("DELETE", "/" + name, null);
        create(name, zip);
      } else if (!sha256(zip).equals(present.get("CodeSha256"))) {
        client.lambda(
            "PUT",
            "/" + name + "/code",
            Map.of("ZipFile", Base64.getEncoder().encodeToString(zip)));
      }
    } catch (RefusedException e) {
      if (!e.type().equals("ResourceNotFoundException")) {
        throw e;
      }
      create(name, zip);
    }
  }

  private void create(String name, byte[] zip) throws RefusedException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("FunctionName", name);
    request.put("Runtime", runtime());
    request.put("Role", ROLE);
    request.put("Handler", handler(name));
    request.put("Timeout", TIMEOUT_SECONDS);
    request.put("Code", Map.of("ZipFile", Base64.getEncoder().encodeToString(zip)));
    request.put(
        "Environment",
        Map.of("Variables", Map.of("ORDER_SAGA_DATA", state.toAbsolutePath().toString())));
    client.lambda("POST", "", request);
  }

  private String runtime() {
    return language == Language.JAVA ? "java25" : "python3.12";
  }

  /// `CreateUser`, or `create_user.handler`.
  private String handler(String name) {
    return language == Language.JAVA
        ? name
        : name.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT) + ".handler";
  }

  /// All sources, the same bytes whenever the files are the same.
  private byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> walk = Files.walk(sources);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : walk.filter(SagaFunctions::isSource).sorted().toList()) {
        ZipEntry entry = new ZipEntry(sources.relativize(file).toString().replace('\\', '/'));
        byte[] content = Files.readAllBytes(file);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setTime(0);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new CliException(CliException.FAILED, "the example's functions cannot be read: " + e);
    }
    return bytes.toByteArray();
  }

  private static boolean isSource(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) && (name.endsWith(".java") || name.endsWith(".py"));
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
