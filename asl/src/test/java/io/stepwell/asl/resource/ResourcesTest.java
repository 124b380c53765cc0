package io.stepwell.asl.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.Resource.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourcesTest {
  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::lambda:invoke, lambda, invoke, REQUEST_RESPONSE",
    "arn:aws:states:::lambda:invoke.waitForTaskToken, lambda, invoke.waitForTaskToken,"
        + " WAIT_FOR_TASK_TOKEN",
    "arn:aws:states:::states:startExecution.sync:2, states, startExecution.sync:2, SYNC",
    "arn:aws:states:::states:startExecution.sync, states, startExecution.sync, SYNC",
    "arn:aws-cn:states:::batch:submitJob.sync, batch, submitJob.sync, SYNC",
    "arn:aws-us-gov:states:::sqs:sendMessage, sqs, sendMessage, REQUEST_RESPONSE",
    "arn:aws:states:::emr-serverless:startJobRun.sync, emr-serverless, startJobRun.sync, SYNC",
    "arn:aws:states:::http:invoke, http, invoke, REQUEST_RESPONSE",
    "arn:aws:states:::aws-sdk:dynamodb:putItem, aws-sdk:dynamodb, putItem, REQUEST_RESPONSE",
    "arn:aws:states:::aws-sdk:s3:listObjectsV2, aws-sdk:s3, listObjectsV2, REQUEST_RESPONSE",
    "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken, aws-sdk:sqs,"
        + " sendMessage.waitForTaskToken, WAIT_FOR_TASK_TOKEN",
  })
  void integrationsAreNamedAsEventsShowThem(
      String arn, String type, String action, Pattern pattern) {
    assertThat(Resources.parse(arn)).contains(new Resource.Integration(arn, type, action, pattern));
  }

  @Test
  void functionsAndActivitiesAreKnownByTheirOwnArns() {
    String function = "arn:aws:lambda:us-east-1:123456789012:function:f";
    String activity = "arn:aws:states:us-east-1:123456789012:activity:a";

    assertThat(Resources.parse(function)).contains(new Resource.Function(function));
    assertThat(Resources.parse(function + ":live"))
        .contains(new Resource.Function(function + ":live"));
    assertThat(Resources.parse(activity)).contains(new Resource.Activity(activity));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lambda",
        "arn:aws:states:::dynamodb:query",
        "arn:aws:states:::lambda:invoke.sync",
        "arn:aws:states:::sns:publish.sync:2",
        "arn:aws:states:::batch:submitJob.sync:2",
        "arn:aws:states:::glue:startJobRun.waitForTaskToken",
        "arn:aws:states:::aws-sdk:s3:getObject.sync",
        "arn:aws:states:::s3:getObject",
        "arn:aws:states:::nothing:here",
        "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        "arn:aws:s3:::bucket",
      })
  void whatAwsDoesNotKnowIsNoResource(String arn) {
    assertThat(Resources.parse(arn)).isEmpty();
  }
}
