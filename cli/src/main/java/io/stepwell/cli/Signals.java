package io.stepwell.cli;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// The signals that ask a process to end: SIGTERM, and SIGINT, which is Ctrl-C.
///
/// The JVM ends at the first one and is deaf to the second, so they are taken over. The JDK's only door
/// to them is `sun.misc.Signal`, which the compiler warns of wherever it is named: hence by reflection.
enum Signals {
  TERM(15),
  INT(2);

  private final int number;

  Signals(int number) {
    this.number = number;
  }

  /// That of a process which this signal has killed, as shells tell it.
  int exitCode() {
    return 128 + number;
  }

  /// Calls the action for each signal, on a thread of its own. Where the JVM leaves signals alone
  /// (`-Xrs`) it is never called.
  static void onEnd(Consumer<Signals> action) {
    for (Signals signal : values()) {
      signal.handle(() -> action.accept(signal));
    }
  }

  private void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                action.run();
                return null;
              });
      Object ours = signal.getConstructor(String.class).newInstance(name());
      var _ = signal.getMethod("handle", signal, handler).invoke(null, ours, calling);
    } catch (ReflectiveOperationException e) {
      // the JVM keeps this signal to itself, and ends at the first one as it always does
    }
  }
}
