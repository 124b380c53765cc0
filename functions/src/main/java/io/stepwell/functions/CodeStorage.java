package io.stepwell.functions;

import io.stepwell.functions.host.FunctionHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The code of functions by content hash: the zip in the store, and unpacked for the workers of this
/// machine. Two functions with the same zip share both.
final class CodeStorage {
  private final FunctionStore store;
  private final FunctionHost host;

  CodeStorage(FunctionStore store, FunctionHost host) {
    this.store = store;
    this.host = host;
  }

  /// Unpacks and compiles a zip, so that what is wrong with it is said now, and keeps it.
  void keep(String runtime, CodeZip zip) {
    refuse(unpack(runtime, zip.name(), zip.bytes()));
    store.saveCode(zip.name(), zip.bytes());
  }

  /// Makes a function's code ready for another runtime.
  void prepare(FunctionConfiguration function) {
    refuse(unpack(function.runtime(), hex(function), zip(function)));
  }

  byte[] zip(FunctionConfiguration function) {
    return store
        .code(hex(function))
        .orElseThrow(
            () ->
                FunctionException.service(
                    "The code of function " + function.name() + " is missing in the store"));
  }

  /// The directory of a function's unpacked code; unpacked again where it is gone.
  Path unpacked(FunctionConfiguration function) throws IOException {
    String hex = hex(function);
    if (!host.isUnpacked(function.runtime(), hex)) {
      List<String> problems = host.unpack(function.runtime(), hex, zip(function));
      if (!problems.isEmpty()) {
        throw new IOException(problems.getFirst());
      }
    }
    return host.codeDirectory(function.runtime(), hex);
  }

  /// Forgets the code of a function that was deleted or has other code now, if nobody else has it.
  void forget(FunctionConfiguration old) {
    if (inUse().noneMatch(other -> other.codeSha256().equals(old.codeSha256()))) {
      store.deleteCode(hex(old));
      host.forgetCode(hex(old), old.name());
    }
  }

  /// Removes unpacked code that no function refers to: what running calls still needed.
  void forgetUnused() {
    host.keepCode(inUse().map(CodeStorage::hex).collect(Collectors.toSet()));
  }

  private Stream<FunctionConfiguration> inUse() {
    return store.all().stream()
        .flatMap(
            latest -> Stream.concat(Stream.of(latest), store.versions(latest.name()).stream()));
  }

  private List<String> unpack(String runtime, String hex, byte[] zip) {
    try {
      return host.unpack(runtime, hex, zip);
    } catch (IOException e) {
      throw FunctionException.service("The code cannot be unpacked: " + e.getMessage());
    }
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw FunctionException.invalid(String.join("\n", problems));
    }
  }

  private static String hex(FunctionConfiguration function) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(function.codeSha256()));
  }
}
