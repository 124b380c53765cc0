package io.stepwell.asl.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The optimized integrations: which actions a service has, and how each may be called (Step
/// Functions, "Integrating optimized services").
///
/// One line per service. An action may be called plainly; `+sync`, `+sync2` and `+token` add the
/// patterns `.sync`, `.sync:2` and `.waitForTaskToken`.
final class Integrations {
  private static final String TABLE =
      """
      apigateway: invoke+token
      athena: startQueryExecution+sync stopQueryExecution getQueryExecution getQueryResults
      batch: submitJob+sync
      bedrock: invokeModel+token createModelCustomizationJob+sync
      codebuild: startBuild+sync stopBuild batchDeleteBuilds batchGetReports startBuildBatch+sync \
      stopBuildBatch retryBuildBatch+sync deleteBuildBatch
      databrew: startJobRun+sync
      dynamodb: getItem putItem updateItem deleteItem
      ecs: runTask+sync+token
      eks: createCluster+sync deleteCluster+sync createNodegroup+sync deleteNodegroup+sync \
      createFargateProfile+sync deleteFargateProfile+sync runJob+sync+token call+token
      elasticmapreduce: createCluster+sync terminateCluster+sync addStep+sync cancelStep \
      setClusterTerminationProtection modifyInstanceFleetByName modifyInstanceGroupByName
      emr-containers: createVirtualCluster deleteVirtualCluster+sync startJobRun+sync
      emr-serverless: createApplication+sync startApplication+sync stopApplication+sync \
      deleteApplication+sync startJobRun+sync cancelJobRun+sync
      events: putEvents+token
      glue: startJobRun+sync
      http: invoke
      lambda: invoke+token
      mediaconvert: createJob+sync
      sagemaker: createTrainingJob+sync createTransformJob+sync createProcessingJob+sync \
      createHyperParameterTuningJob+sync createLabelingJob+sync createModel createEndpoint \
      createEndpointConfig updateEndpoint
      sns: publish+token
      sqs: sendMessage+token
      states: startExecution+sync+sync2+token
      """;

  private static final Map<String, Set<String>> SUFFIXES = read();

  private Integrations() {}

  /// Whether the service has this action with this suffix (``, `.sync`, `.sync:2`,
  /// `.waitForTaskToken`).
  static boolean has(String service, String action, String suffix) {
    return SUFFIXES.getOrDefault(service + ":" + action, Set.of()).contains(suffix);
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> suffixes = new HashMap<>();
    TABLE
        .lines()
        .forEach(
            line -> {
              String[] service = line.split(": ", 2);
              for (String entry : service[1].split(" +")) {
                String[] action = entry.split("\\+");
                suffixes.put(service[0] + ":" + action[0], suffixes(action));
              }
            });
    return Map.copyOf(suffixes);
  }

  private static Set<String> suffixes(String[] action) {
    Set<String> suffixes = new HashSet<>();
    suffixes.add("");
    for (int i = 1; i < action.length; i++) {
      suffixes.add(
          switch (action[i]) {
            case "sync" -> ".sync";
            case "sync2" -> ".sync:2";
            case "token" -> ".waitForTaskToken";
            default -> throw new IllegalStateException("no pattern " + action[i]);
          });
    }
    return Set.copyOf(suffixes);
  }
}
