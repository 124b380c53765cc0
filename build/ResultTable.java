import io.stepwell.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Condenses AWS's models of services (botocore's `service-2.json.gz`) into the table that TestState
/// holds mocked results against: for each action the members of its answer, their types and limits.
///
/// Run when AWS changes its models, from the repository root, with the classes of module `json`:
///
///     java -cp json/target/classes:JACKSON_CORE_JAR build/ResultTable.java BOTOCORE_DATA \
///         > runtime/src/main/resources/io/stepwell/runtime/teststate/results.shapes
public final class ResultTable {
  /// A service per line: its folder, its name in `aws-sdk:` resources, and the operations that state
  /// machines use of the larger ones.
  private static final String SERVICES =
      """
      athena athena StartQueryExecution StopQueryExecution GetQueryExecution GetQueryResults
      batch batch SubmitJob DescribeJobs TerminateJob CancelJob ListJobs
      bedrock bedrock CreateModelCustomizationJob GetModelCustomizationJob
      bedrock-runtime bedrockruntime InvokeModel Converse
      cloudwatch cloudwatch PutMetricData GetMetricStatistics GetMetricData DescribeAlarms ListMetrics
      codebuild codebuild StartBuild StopBuild BatchGetBuilds StartBuildBatch BatchGetBuildBatches
      comprehend comprehend DetectSentiment DetectEntities DetectKeyPhrases DetectDominantLanguage
      databrew databrew StartJobRun DescribeJobRun
      dynamodb dynamodb *
      ec2 ec2 DescribeInstances StartInstances StopInstances DescribeInstanceStatus
      ecs ecs RunTask DescribeTasks StopTask ListTasks UpdateService DescribeServices
      eks eks DescribeCluster DescribeNodegroup ListClusters
      emr emr RunJobFlow AddJobFlowSteps DescribeCluster DescribeStep
      emr-containers emrcontainers StartJobRun DescribeJobRun CreateVirtualCluster DescribeVirtualCluster
      emr-serverless emrserverless StartJobRun GetJobRun CreateApplication GetApplication
      events eventbridge *
      firehose firehose PutRecord PutRecordBatch DescribeDeliveryStream
      glue glue StartJobRun GetJobRun StartCrawler GetCrawler GetTable GetPartitions
      kinesis kinesis *
      kms kms *
      lambda lambda *
      logs cloudwatchlogs PutLogEvents CreateLogStream StartQuery GetQueryResults FilterLogEvents DescribeLogGroups
      rekognition rekognition DetectLabels DetectText DetectFaces DetectModerationLabels
      s3 s3 GetObject PutObject HeadObject DeleteObject DeleteObjects CopyObject ListObjects ListObjectsV2 ListBuckets \
      CreateBucket HeadBucket GetObjectTagging PutObjectTagging GetObjectAttributes GetBucketLocation
      sagemaker sagemaker CreateTrainingJob DescribeTrainingJob CreateTransformJob DescribeTransformJob \
      CreateProcessingJob DescribeProcessingJob CreateModel CreateEndpoint CreateEndpointConfig UpdateEndpoint
      scheduler scheduler *
      secretsmanager secretsmanager *
      ses ses SendEmail SendTemplatedEmail
      sesv2 sesv2 SendEmail
      sns sns *
      sqs sqs *
      ssm ssm GetParameter GetParameters GetParametersByPath PutParameter SendCommand GetCommandInvocation StartAutomationExecution
      stepfunctions sfn *
      sts sts GetCallerIdentity AssumeRole
      textract textract DetectDocumentText AnalyzeDocument StartDocumentTextDetection GetDocumentTextDetection
      translate translate TranslateText
      """;

  private final Map<?, ?> shapes;
  private final Set<String> done = new TreeSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ResultTable(Map<?, ?> shapes) {
    this.shapes = shapes;
  }

  public static void main(String[] args) throws IOException {
    System.out.println(
        "# Made by build/ResultTable.java from AWS's API models: what each action answers, its"
            + " members,");
    System.out.println("# '!' where required, types and limits. Not to be edited by hand.");
    for (String line : SERVICES.lines().toList()) {
      List<String> words = List.of(line.split(" +"));
      System.out.println("@" + words.get(1));
      new ResultTable(Map.of())
          .service(model(Path.of(args[0], words.getFirst())), words.subList(2, words.size()));
    }
  }

  /// The newest version's.
  private static Map<?, ?> model(Path service) throws IOException {
    try (Stream<Path> versions = Files.list(service)) {
      Path newest = versions.sorted().reduce((a, b) -> b).orElseThrow();
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(newest.resolve("service-2.json.gz")))) {
        return (Map<?, ?>) Json.parse(in.readAllBytes());
      }
    }
  }

  private void service(Map<?, ?> model, List<String> wanted) {
    ResultTable table = new ResultTable((Map<?, ?>) model.get("shapes"));
    new TreeMap<>((Map<?, ?>) model.get("operations"))
        .forEach(
            (name, operation) -> {
              if (wanted.contains("*") || wanted.contains(name)) {
                table.operation((String) name, (Map<?, ?>) operation);
              }
            });
    table.rest();
  }

  private void operation(String name, Map<?, ?> operation) {
    if (operation.get("output") instanceof Map<?, ?> output) {
      String members = members((Map<?, ?>) shapes.get(output.get("shape")));
      if (!members.isEmpty()) {
        System.out.println(
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + " = " + members);
      }
    }
  }

  /// The structures that answers refer to, and those that these refer to.
  private void rest() {
    while (!open.isEmpty()) {
      String name = open.pop();
      System.out.println(name + " = " + members((Map<?, ?>) shapes.get(name)));
    }
  }

  private String members(Map<?, ?> structure) {
    List<?> required = structure.get("required") instanceof List<?> list ? list : List.of();
    List<String> members = new ArrayList<>();
    ((Map<?, ?>) structure.get("members"))
        .forEach(
            (name, member) -> {
              Map<?, ?> reference = (Map<?, ?>) member;
              Map<?, ?> shape = (Map<?, ?>) shapes.get(reference.get("shape"));
              members.add(
                  pascal((String) name)
                      + (required.contains(name) ? "! " : " ")
                      + type((String) reference.get("shape"))
                      + limits(shape));
            });
    return String.join("; ", members);
  }

  private static String pascal(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private String type(String name) {
    Map<?, ?> shape = (Map<?, ?>) shapes.get(name);
    return switch ((String) shape.get("type")) {
      case "string", "blob", "character" -> "string";
      case "timestamp" -> "time";
      case "integer", "long", "float", "double", "bigdecimal", "short" -> "number";
      case "boolean" -> "boolean";
      case "list" -> "[" + type((String) ((Map<?, ?>) shape.get("member")).get("shape")) + "]";
      case "map" -> "{" + type((String) ((Map<?, ?>) shape.get("value")).get("shape")) + "}";
      case "structure" -> {
        if (Boolean.TRUE.equals(shape.get("document"))
            || Boolean.TRUE.equals(shape.get("eventstream"))) {
          yield "any";
        }
        if (done.add(name)) {
          open.add(name);
        }
        yield name;
      }
      default -> throw new IllegalStateException(name + ": " + shape);
    };
  }

  private static String limits(Map<?, ?> shape) {
    String type = (String) shape.get("type");
    if (shape.get("enum") instanceof List<?> values) {
      String all = String.join("|", values.stream().map(String.class::cast).toList());
      return all.indexOf(' ') < 0 && all.indexOf(';') < 0 ? " " + all : "";
    }
    if (type.equals("list") || type.equals("map") || type.equals("structure")) {
      return "";
    }
    Object min = shape.get("min");
    Object max = type.equals("blob") ? null : shape.get("max"); // of the bytes, not of their text
    boolean nothing =
        (min == null || (type.equals("string") && "0".equals(min.toString()))) && max == null;
    return nothing
        ? ""
        : " " + (min == null ? "" : whole(min)) + ".." + (max == null ? "" : whole(max));
  }

  private static String whole(Object number) {
    return Long.toString(((Number) number).longValue());
  }
}
