package io.stepwell.tasks.glue;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.jobs.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves `glue:startJobRun` where `stepwell.yaml` describes jobs.
public final class GlueTasks implements TaskHandlers {
  private static final Pattern RESOURCE =
      Pattern.compile("arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:glue:startJobRun(\\.sync)?");

  private final Jobs jobs;
  private final GlueJob.Settings settings;
  private final Path modules;
  private final TaskHandlers elsewhere;

  private GlueTasks(Jobs jobs, GlueJob.Settings settings, Path modules, TaskHandlers elsewhere) {
    this.jobs = jobs;
    this.settings = settings;
    this.modules = modules;
    this.elsewhere = elsewhere;
  }

  /// @param modules a folder for what scripts may import from AWS: `awsglue.utils`
  /// @param elsewhere who serves the jobs that are not described here
  public static GlueTasks open(
      Jobs jobs, GlueJob.Settings settings, Path modules, TaskHandlers elsewhere) {
    if (!settings.jobs().isEmpty()) {
      List.of("__init__.py", "utils.py").forEach(file -> copy(modules.resolve("awsglue"), file));
    }
    return new GlueTasks(jobs, settings, modules.toAbsolutePath(), elsewhere);
  }

  private static void copy(Path folder, String file) {
    try (InputStream in = GlueTasks.class.getResourceAsStream("awsglue/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is part of the program");
      }
      Files.createDirectories(folder);
      Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(file), e);
    }
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    return settings.jobs().isEmpty() || !matcher.matches()
        ? null
        : new GlueTask(jobs, settings, modules, elsewhere.find(resource), matcher.group(1) != null);
  }
}
