package io.stepwell.server;

import io.stepwell.functions.ClientContext;
import io.stepwell.functions.FunctionException;
import io.stepwell.functions.FunctionReference;
import io.stepwell.functions.Functions;
import io.stepwell.functions.Invocation;
import io.stepwell.functions.InvokeFunction;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.http.HttpClient;
import io.stepwell.tasks.http.MappedFunction;
import io.stepwell.tasks.lambda.Invoker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Where a function lives: behind a URL when `stepwell.yaml` maps its name to one, among the functions
/// deployed here, or at the Lambda endpoint that is configured.
final class FunctionInvoker implements Invoker {
  private static final String EVENT = "Event";
  private static final String DRY_RUN = "DryRun";

  private final Functions functions;
  private final Map<String, MappedFunction> mapped = new HashMap<>();

  private final RemoteFunctions remote;

  FunctionInvoker(
      Functions functions,
      HttpClient client,
      Map<String, MappedService> services,
      RemoteFunctions remote) {
    this.functions = functions;
    this.remote = remote;
    services.forEach(
        (name, service) ->
            mapped.put(name, new MappedFunction(client, name, service.url(), service.timeout())));
  }

  @Override
  public Answer invoke(Request request) throws InterruptedException {
    try {
      MappedFunction service = mapped.get(FunctionReference.parse(request.function()).name());
      return service == null ? deployed(request) : mapped(service, request);
    } catch (FunctionException e) {
      Answer elsewhere =
          e.type().equals("ResourceNotFoundException") ? remote.invoke(request) : null;
      return elsewhere == null ? new Answer.Refused(e.type(), e.status(), e.message()) : elsewhere;
    }
  }

  private static Answer mapped(MappedFunction service, Request request)
      throws InterruptedException {
    if (request.type().equals(DRY_RUN)) {
      return new Answer.Accepted(204);
    }
    TaskOutcome outcome =
        service.call(
            new MappedFunction.Request(
                request.payload(),
                request.requestId(),
                request.execution().arn(),
                request.timeout(),
                request.traceHeader()));
    return switch (outcome) {
      case TaskOutcome.Succeeded succeeded ->
          new Answer.Returned(succeeded.output(), FunctionReference.LATEST, null);
      case TaskOutcome.Failed failed -> new Answer.Failed(failed.error(), failed.cause());
      case TaskOutcome.Submitted _ -> throw new IllegalStateException("a function is no job");
    };
  }

  private Answer deployed(Request request) throws InterruptedException {
    if (request.type().equals(DRY_RUN)) {
      functions.get(request.function(), request.qualifier());
      return new Answer.Accepted(204);
    }
    InvokeFunction call =
        new InvokeFunction(
            request.function(),
            request.qualifier(),
            request.payload(),
            request.requestId(),
            request.timeout(),
            request.traceHeader(),
            ClientContext.text(request.clientContext()));
    if (request.type().equals(EVENT)) {
      functions.invokeLater(call);
      return new Answer.Accepted(202);
    }
    Invocation invocation = functions.invoke(call);
    if (invocation.failed()) {
      return new Answer.FunctionError(invocation.payload());
    }
    return new Answer.Returned(
        invocation.payload(),
        invocation.executedVersion(),
        request.logTail()
            ? Base64.getEncoder()
                .encodeToString(invocation.logTail().getBytes(StandardCharsets.UTF_8))
            : null);
  }
}
