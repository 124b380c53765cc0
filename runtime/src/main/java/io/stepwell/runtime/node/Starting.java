package io.stepwell.runtime.node;

import io.stepwell.engine.Identity;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ExecutionInput;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.catalog.Names;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.storage.ExecutionName;
import org.jspecify.annotations.Nullable;

/// Checks what StartExecution is given, as far as that needs no execution, on the caller's thread.
final class Starting {
  private final Machinery machinery;
  private final Limits limits;
  private final Room room;

  Starting(Machinery machinery, Limits limits) {
    this.machinery = machinery;
    this.limits = limits;
    this.room = new Room(machinery.store, machinery.clock);
  }

  /// @throws CallerException whatever of AWS's refusals fits
  StartRequest request(
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader) {
    room.check();
    Arn.StateMachineArn arn = Arn.parseStateMachine(stateMachineArn);
    Payload checked = ExecutionInput.check(input, limits.maxPayloadBytes());
    String own = name == null ? machinery.uuid() : Names.check(name);
    Catalog.Runs runs = machinery.catalog.runs(arn);
    Machine machine = runs.machine();
    String expressId = machine.type() == Orchestrator.Type.EXPRESS ? machinery.uuid() : null;
    Account account = machine.account();
    Identity identity =
        new Identity(
            account.partition(), account.region(), account.id(), machine.name(), own, expressId);
    String hash = runs.revision().definitionHash();
    Start start =
        new Start(
            identity,
            hash,
            runs.revision().roleArn(),
            checked,
            null,
            runs.versionArn(),
            runs.aliasArn(),
            traceHeader,
            null);
    return new StartRequest(
        ExecutionName.of(machine.accountNumber(), identity),
        name == null || expressId != null,
        start,
        machinery.catalog.definitions().plan(hash));
  }
}
