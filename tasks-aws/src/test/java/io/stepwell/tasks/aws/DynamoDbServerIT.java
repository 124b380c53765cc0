package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.JsonException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The optimized integration of DynamoDB and `aws-sdk:dynamodb`, in executions, against a server that
/// speaks its API.
final class DynamoDbServerIT {
  private static final String KEY = "{\"id\": {\"S\": \"ada\"}}";

  private static final AttributeDefinition ID =
      AttributeDefinition.builder()
          .attributeName("id")
          .attributeType(ScalarAttributeType.S)
          .build();
  private static final KeySchemaElement HASH =
      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();

  @SuppressWarnings("NullAway.Init")
  private static NodeServer server;

  @SuppressWarnings("NullAway.Init")
  private static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    server = NodeServer.dynamoDb();
    scene = new Scene(server.url());
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(server.url())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Scene.credentials())
            .build()) {
      client.createTable(
          r ->
              r.tableName("users")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(ID)
                  .keySchema(HASH));
      client.waiter().waitUntilTableExists(r -> r.tableName("users"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (scene != null) {
      scene.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static Map<?, ?> run(String action, String parameters) throws JsonException {
    return Scene.output(scene.run(Scene.task(action, parameters, "")));
  }

  private static String on(String more) {
    return "{\"TableName\": \"users\", " + more + "}";
  }

  @Test
  void anItemIsPutReadChangedAndDeleted() throws Exception {
    Map<?, ?> put =
        run(
            "dynamodb:putItem",
            on(
                "\"Item\": {\"id\": {\"S\": \"ada\"}, \"n\": {\"N\": \"1\"}, \"on\": {\"BOOL\":"
                    + " true}}"));
    assertThat(Job.at(put, "SdkHttpMetadata.HttpStatusCode")).isEqualTo(200L);

    Map<?, ?> got = run("dynamodb:getItem", on("\"Key\": " + KEY));
    assertThat(got.get("Item"))
        .isEqualTo(
            Map.of("id", Map.of("S", "ada"), "n", Map.of("N", "1"), "on", Map.of("BOOL", true)));

    Map<?, ?> changed =
        run(
            "dynamodb:updateItem",
            on(
                "\"Key\": "
                    + KEY
                    + ", \"UpdateExpression\": \"SET n = n + :one\", \"ReturnValues\": \"ALL_NEW\","
                    + " \"ExpressionAttributeValues\": {\":one\": {\"N\": \"1\"}}"));
    assertThat(Job.at(changed, "Attributes.n.N")).isEqualTo("2");

    Map<?, ?> found =
        run(
            "aws-sdk:dynamodb:query",
            on(
                "\"KeyConditionExpression\": \"id = :id\", \"ExpressionAttributeValues\": {\":id\":"
                    + " {\"S\": \"ada\"}}"));
    assertThat(found.get("Count")).isEqualTo(1L);
    assertThat(found.containsKey("SdkHttpMetadata")).isFalse();

    run("dynamodb:deleteItem", on("\"Key\": " + KEY));
    assertThat(run("dynamodb:getItem", on("\"Key\": " + KEY)).containsKey("Item")).isFalse();
  }

  @Test
  void aConditionThatFailsIsCaughtByItsName() throws Exception {
    String put =
        on(
            "\"Item\": {\"id\": {\"S\": \"grace\"}}, \"ConditionExpression\":"
                + " \"attribute_exists(id)\"");

    for (List<String> each :
        List.of(
            List.of("dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException"),
            List.of("aws-sdk:dynamodb:putItem", "DynamoDb.ConditionalCheckFailedException"))) {
      assertThat(Scene.output(scene.run(Scene.catching(each.getFirst(), put, each.getLast()))))
          .isEqualTo(Map.of("Caught", each.getLast()));
    }
  }

  @Test
  void aTableThatIsNotThereIsCaughtByItsName() throws Exception {
    String get = "{\"TableName\": \"nobody\", \"Key\": " + KEY + "}";

    assertThat(
            Scene.output(
                scene.run(
                    Scene.catching("dynamodb:getItem", get, "DynamoDB.ResourceNotFoundException"))))
        .isEqualTo(Map.of("Caught", "DynamoDB.ResourceNotFoundException"));
  }
}
