package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// The optimized integration of SQS, also with a task token, and `aws-sdk:sqs`, in executions, against
/// a server that speaks its API.
final class SqsServerTest {
  @SuppressWarnings("NullAway.Init")
  private static SQSRestServer server;

  @SuppressWarnings("NullAway.Init")
  private static Scene scene;

  @SuppressWarnings("NullAway.Init")
  private static SqsClient sqs;

  @SuppressWarnings("NullAway.Init")
  private static String queue;

  @BeforeAll
  static void start() {
    server = SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    URI url = URI.create("http://localhost:" + server.waitUntilStarted().localAddress().getPort());
    scene = new Scene(url);
    sqs =
        SqsClient.builder()
            .endpointOverride(url)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Scene.credentials())
            .build();
    queue = sqs.createQueue(r -> r.queueName("orders")).queueUrl();
  }

  @AfterAll
  static void stop() {
    scene.close();
    sqs.close();
    server.stopAndWait();
  }

  private static Message received() {
    await().until(() -> !peek().isEmpty());
    Message message =
        sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(30)).messages().getFirst();
    sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
    return message;
  }

  private static List<Message> peek() {
    return sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(0)).messages();
  }

  @Test
  void anObjectIsSentAsJson() throws Exception {
    Map<?, ?> result =
        Scene.output(
            scene.run(
                Scene.task(
                    "sqs:sendMessage",
                    "{\"QueueUrl\": \"%s\", \"MessageBody\": {\"order\": 7}}".formatted(queue),
                    "")));

    assertThat(result.get("MessageId")).isNotNull();
    assertThat(result.get("MD5OfMessageBody")).isNotNull();
    assertThat(received().body()).isEqualTo("{\"order\":7}");
  }

  @Test
  void aWorkerAnswersWithTheTokenOfItsMessage() throws Exception {
    String execution =
        scene.start(
            Scene.task(
                "sqs:sendMessage.waitForTaskToken",
                "{\"QueueUrl\": \"%s\", \"MessageBody\": {\"token.$\": \"$$.Task.Token\"}}"
                    .formatted(queue),
                ", \"TimeoutSeconds\": 60"));
    String token = String.valueOf(Job.at(Json.parse(received().body()), "token"));
    assertThat(scene.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    scene.sfn().sendTaskSuccess(r -> r.taskToken(token).output("{\"shipped\": true}"));

    assertThat(Scene.output(scene.ended(execution))).isEqualTo(Map.of("shipped", true));
  }

  @Test
  void aQueueThatIsNotThereIsCaughtByItsName() throws Exception {
    String parameters =
        "{\"QueueUrl\": \"%s\", \"MessageBody\": \"x\"}".formatted(queue + "-of-nobody");

    assertThat(
            Scene.output(
                scene.run(
                    Scene.catching(
                        "sqs:sendMessage", parameters, "SQS.QueueDoesNotExistException"))))
        .isEqualTo(Map.of("Caught", "SQS.QueueDoesNotExistException"));
  }

  @Test
  void anyOtherActionOfTheServiceIsCalled() throws Exception {
    Map<?, ?> result =
        Scene.output(
            scene.run(
                Scene.task(
                    "aws-sdk:sqs:getQueueAttributes",
                    "{\"QueueUrl\": \"%s\", \"AttributeNames\": [\"VisibilityTimeout\"]}"
                        .formatted(queue),
                    "")));

    assertThat(Job.at(result, "Attributes.VisibilityTimeout")).isNotNull();
  }
}
