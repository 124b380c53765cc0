package io.stepwell.cli.durability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// The saga, and the function that runs in the server itself.
final class Deployed {
  private Deployed() {}

  static String saga() throws IOException {
    return new String(resource("saga.asl.json"), StandardCharsets.UTF_8);
  }

  /// Deploys the function `Print`.
  static void print(URI endpoint) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(zip)) {
      entries.putNextEntry(new ZipEntry("Print.java"));
      entries.write(resource("Print.java"));
    }
    try (LambdaClient lambda = Persistence.lambda(endpoint)) {
      lambda.createFunction(
          r ->
              r.functionName("Print")
                  .runtime("java25")
                  .role("arn:aws:iam::123456789012:role/any")
                  .handler("Print")
                  .timeout(60)
                  .code(code -> code.zipFile(SdkBytes.fromByteArray(zip.toByteArray()))));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Deployed.class.getResourceAsStream("/durability/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
