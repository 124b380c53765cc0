package io.stepwell.functions.worker;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The function: a method that takes the input (or an `InputStream` and an `OutputStream`) and
/// perhaps the context.
///
/// It is named `pkg.Class::method`, or `pkg.Class` for its `handleRequest`. A method that is not
/// static is called on one instance, made with the constructor without parameters. Of several
/// methods of that name, the one with most parameters is taken, as on AWS.
final class Handler {
  private final Method method;
  private final @Nullable Object instance;
  private final boolean streams;

  private Handler(Method method, @Nullable Object instance) {
    this.method = method;
    this.instance = instance;
    streams = takesStreams(method);
  }

  /// Loads the function from its directory: classes there, jars directly there or below `lib/`; then
  /// those below `java/lib/` of layers. Its class loader sees the JDK and nothing of this program.
  static Handler load(String name, Path code, List<Path> layers) throws FunctionError {
    int colons = name.indexOf("::");
    String className = colons < 0 ? name : name.substring(0, colons);
    String methodName = colons < 0 ? "handleRequest" : name.substring(colons + 2);
    try {
      ClassLoader loader = loader(code, layers);
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> type = Class.forName(className, true, loader);
      Method method = method(type, methodName);
      method.setAccessible(true);
      return new Handler(method, Modifier.isStatic(method.getModifiers()) ? null : instance(type));
    } catch (ClassNotFoundException e) {
      throw FunctionError.of(
          ClassNotFoundException.class.getName(),
          "Class not found: " + className + "; the handler is named " + name);
    } catch (InvocationTargetException e) {
      throw FunctionError.thrown(e.getTargetException());
    } catch (ReflectiveOperationException | IOException | LinkageError e) {
      throw FunctionError.thrown(e);
    }
  }

  /// Serves one call.
  byte[] call(Payload event, Context context) throws FunctionError {
    try {
      return streams ? stream(event, context) : value(event, context);
    } catch (InvocationTargetException e) {
      throw FunctionError.thrown(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw FunctionError.thrown(e);
    }
  }

  private byte[] stream(Payload event, Context context) throws ReflectiveOperationException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Object> arguments = new ArrayList<>(List.of(new ByteArrayInputStream(event.bytes()), out));
    addContext(arguments, context);
    method.invoke(instance, arguments.toArray());
    return out.size() == 0 ? new byte[] {'n', 'u', 'l', 'l'} : out.toByteArray();
  }

  private byte[] value(Payload event, Context context)
      throws ReflectiveOperationException, FunctionError {
    List<@Nullable Object> arguments = new ArrayList<>();
    if (method.getParameterCount() > 0) {
      arguments.add(input(event));
    }
    addContext(arguments, context);
    Object result = method.invoke(instance, arguments.toArray());
    try {
      return Json.writeBytes(Values.toJson(result));
    } catch (IllegalArgumentException e) {
      throw FunctionError.of(
          "Runtime.MarshalError", "The result of the handler is no JSON: " + e.getMessage());
    }
  }

  private @Nullable Object input(Payload event) throws FunctionError {
    try {
      return Values.fromJson(event.value(), method.getGenericParameterTypes()[0], "input");
    } catch (IllegalArgumentException e) {
      throw FunctionError.of(
          "Runtime.UnmarshalError",
          "The input does not fit the handler %s: %s".formatted(method, e.getMessage()));
    }
  }

  private void addContext(List<@Nullable Object> arguments, Context context) {
    if (arguments.size() < method.getParameterCount()) {
      arguments.add(context.as(method.getParameterTypes()[arguments.size()]));
    }
  }

  private static ClassLoader loader(Path code, List<Path> layers) throws IOException {
    List<URL> places = new ArrayList<>();
    places.add(code.toUri().toURL());
    List<Path> ofJars = new ArrayList<>(List.of(code, code.resolve("lib")));
    layers.forEach(layer -> ofJars.add(layer.resolve("java/lib")));
    for (Path directory : ofJars) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path jar :
              files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
            places.add(jar.toUri().toURL());
          }
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static Method method(Class<?> type, String name) throws FunctionError {
    Optional<Method> found =
        Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
            .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
            .filter(Handler::fits)
            .max(Comparator.comparingInt(Method::getParameterCount));
    return found.orElseThrow(
        () ->
            FunctionError.of(
                NoSuchMethodException.class.getName(),
                ("No method named %s with a suitable signature found on class %s. It may take"
                     + " nothing; the input; or an InputStream and an OutputStream; and after the"
                     + " input a Map or %s as the context.")
                    .formatted(name, type.getName(), Context.AWS_TYPE)));
  }

  private static boolean fits(Method candidate) {
    Class<?>[] types = candidate.getParameterTypes();
    int ofInput = takesStreams(candidate) ? 2 : Math.min(1, types.length);
    boolean streamsAlone =
        !takesStreams(candidate) && ofInput == 1 && InputStream.class.equals(types[0]);
    return !streamsAlone
        && (types.length == ofInput
            || (types.length == ofInput + 1 && Context.fits(types[ofInput])));
  }

  private static boolean takesStreams(Method candidate) {
    Class<?>[] types = candidate.getParameterTypes();
    return types.length >= 2
        && types[0].equals(InputStream.class)
        && types[1].equals(OutputStream.class);
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
