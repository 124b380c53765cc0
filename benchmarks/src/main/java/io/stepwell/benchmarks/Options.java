package io.stepwell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked for on the command line.
///
/// @param subjects one, or two to be compared
/// @param rounds how often each subject is measured; medians are shown
/// @param seconds of one measurement under load
/// @param warmUpSeconds of load before the first
/// @param clients of the workloads that have many; 0 for their own numbers
/// @param minutes of the soak
/// @param quick a fraction of the executions, where a benchmark counts them
record Options(
    List<String> benchmarks,
    List<Subject> subjects,
    int rounds,
    int seconds,
    int warmUpSeconds,
    int clients,
    int minutes,
    boolean quick,
    @Nullable Path json) {

  /// So many, or a fifth in a quick run.
  int count(int all) {
    return quick ? all / 5 : all;
  }

  static Options parse(String[] args, Collection<String> known) {
    List<String> benchmarks = new ArrayList<>();
    Subject subject = new Subject.Checkout(home());
    Subject other = null;
    Path json = null;
    int rounds = 0;
    int seconds = 0;
    int warmUp = -1;
    int clients = 0;
    int minutes = 0;
    long pid = 0;
    boolean quick = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--json" -> json = Path.of(value(args, ++i));
        case "--rounds" -> rounds = number(args, ++i);
        case "--seconds" -> seconds = number(args, ++i);
        case "--warm-up" -> warmUp = number(args, ++i);
        case "--clients" -> clients = number(args, ++i);
        case "--minutes" -> minutes = number(args, ++i);
        case "--pid" -> pid = number(args, ++i);
        case "--endpoint" -> subject = subject(value(args, ++i), pid);
        case "--against" -> other = subject(value(args, ++i), 0);
        case "all" -> known.stream().filter(name -> !name.equals("soak")).forEach(benchmarks::add);
        default -> benchmarks.add(known(args[i], known));
      }
    }
    if (benchmarks.isEmpty()) {
      throw new IllegalArgumentException("Which benchmark?");
    }
    if (subject instanceof Subject.Running(Endpoint endpoint, long known0) && known0 != pid) {
      subject = new Subject.Running(endpoint, pid);
    }
    return new Options(
        List.copyOf(benchmarks),
        other == null ? List.of(subject) : List.of(subject, other),
        rounds > 0 ? rounds : other == null ? 1 : 3,
        seconds > 0 ? seconds : quick ? 3 : 8,
        warmUp >= 0 ? warmUp : quick ? 6 : 15,
        clients,
        minutes > 0 ? minutes : quick ? 12 : 60,
        quick,
        json);
  }

  static String usage(Collection<String> known) {
    return """
    Usage: ./stepwell bench NAME… [OPTION…]
      NAME               all, or of: %s
      --against WHAT     compare with another checkout's directory, or a server's URL, in turn
      --endpoint URL     measure the server there instead of this checkout's
      --pid PID          of that server, for its CPU seconds and memory
      --rounds N         measurements of each subject (1; 3 with --against)
      --seconds N        of a measurement under load (8)
      --warm-up N        seconds of load before (15)
      --clients N        how many clients at once, where a workload has many (64; w2: 256)
      --minutes N        of the soak, which is not among all (60)
      --quick            shorter, and with a fifth of the executions
      --json FILE        write the figures there, too\
    """
        .formatted(String.join(" ", known));
  }

  private static String known(String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException("There is no benchmark or option '" + name + "'.");
    }
    return name;
  }

  private static Subject subject(String text, long pid) {
    if (text.startsWith("http://")) {
      return new Subject.Running(Endpoint.of(text), pid);
    }
    Path directory = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isExecutable(directory.resolve("stepwell"))) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither a URL (http://…) nor a checkout with ./stepwell in it.");
    }
    return new Subject.Checkout(directory);
  }

  private static Path home() {
    return Path.of(System.getProperty("stepwell.home", ".")).toAbsolutePath().normalize();
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value.");
    }
    return args[index];
  }

  private static int number(String[] args, int index) {
    String text = value(args, index);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          args[index - 1] + " needs a number, and '" + text + "' is none.");
    }
  }
}
