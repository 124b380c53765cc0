package io.stepwell.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.parse.Element;
import io.stepwell.cli.render.Item.Link;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class PictureTest {
  private static final String SAGA =
      """
      {"StartAt": "Order", "States": {
        "Order": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Retry": [{"ErrorEquals": ["Busy"]}],
          "Catch": [{"ErrorEquals": ["A"], "Next": "Undo"}, {"ErrorEquals": ["B"], "Next": "Undo"}],
          "Next": "Enough?"},
        "Enough?": {"Type": "Choice", "Default": "Order", "Choices": [
          {"And": [{"Variable": "$.n", "NumericGreaterThan": 3},
                   {"Not": {"Variable": "$.x", "IsPresent": true}}], "Next": "Each"}]},
        "Each": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor": {
          "StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "End": true}}},
            {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}]}}}},
        "Undo": {"Type": "Fail", "Error": "Undone"}}}
      """;

  private static Chart chart(String definition) {
    return Chart.of(Element.parse(definition));
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  @Test
  void aChartSaysWhatTheDefinitionSays() {
    Chart chart = chart(SAGA);

    assertThat(chart.vertices())
        .extracting(vertex -> vertex.kind() + " " + vertex.name() + " " + vertex.detail())
        .containsExactly(
            "START Start ",
            "TASK Order lambda:invoke",
            "CHOICE Enough? ",
            "MAP Each over $.items",
            "FAIL Undo Undone",
            "END End ");
    assertThat(chart.edges())
        .extracting(edge -> edge.from() + ">" + edge.to() + " " + edge.line() + " " + edge.label())
        .containsExactly(
            "0>1 NEXT ",
            "1>2 NEXT ",
            "1>4 CATCH A, B",
            "2>3 CHOICE $.n > 3 and not ($.x is present)",
            "2>1 CHOICE Default",
            "3>5 NEXT ");
    assertThat(chart.size()).isEqualTo(14);
  }

  @Test
  void aPictureShowsEveryStateAndIsXml() throws Exception {
    String svg = SvgText.of(chart(SAGA), "Saga & <Co>");
    Document document = xml(svg);

    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Saga & <Co>");
    assertThat(document.getElementsByTagName("text").getLength()).isEqualTo(2 * 7 + 3);
    assertThat(svg)
        .contains(">Enough?<", ">Wait · 5 s<", ">A, B<", "class=\"sw-lane\"", "sw-line sw-catch")
        .contains("prefers-color-scheme:dark");
  }

  @Test
  void textIsNeverMarkup() throws Exception {
    String name = "</text><script>alert(\\\"1\\\")</script>\\u0001 ]]> &amp;";
    String definition =
        "{\"StartAt\":\"%1$s\",\"States\":{\"%1$s\":{\"Type\":\"Task\",\"Resource\":\"%1$s\",\"Next\":\"%1$s\"}}}"
            .formatted(name);
    String svg = SvgText.of(chart(definition), "t");

    assertThat(xml(svg).getElementsByTagName("script").getLength()).isZero();
    assertThat(MermaidText.of(chart(definition)))
        .doesNotContain("<script", "</text")
        .contains("#60;#47;text#62;");
  }

  @Test
  void whatIsMissingOrUnknownIsMarked() {
    String definition =
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Sleep\",\"Next\":\"B\"},\"C\":3,\"D\":{\"Type\":\"Map\"}}}";

    assertThat(chart(definition).vertices())
        .extracting(vertex -> vertex.kind() + " " + vertex.name() + " " + vertex.detail())
        .contains(
            "UNKNOWN A unknown type", "UNKNOWN B there is no such state", "UNKNOWN C no type");
    assertThat(SvgText.of(chart(definition), "t")).contains("there is no such state");
  }

  @Test
  void aMermaidFlowchartHasTheSameEdges() {
    assertThat(MermaidText.of(chart(SAGA)).lines())
        .startsWith(
            "flowchart TD", "  s0_0((\"Start\"))", "  s0_1[\"Order<br/>lambda#58;invoke\"]:::task")
        .contains(
            "  subgraph s0_3[\"Each<br/>over #36;.items\"]",
            "  s0_1 -.->|\"A, B\"| s0_4",
            "  s0_2 -->|\"Default\"| s0_1");
  }

  @Test
  void whateverTheTransitionsNothingOverlapsAndEveryEdgeArrives() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 150; run++) {
      Chart chart = chart(randomMachine(random, 1 + random.nextInt(25)));
      Picture picture = Picture.of(chart);
      for (List<Item> layer : picture.layers()) {
        for (int i = 0; i < layer.size(); i++) {
          Item item = layer.get(i);
          assertThat(item.x - item.width / 2).as("seed %d", seed).isGreaterThanOrEqualTo(-0.01);
          assertThat(item.x + item.width / 2)
              .as("seed %d", seed)
              .isLessThanOrEqualTo(picture.width() + 0.01);
          if (i > 0) {
            Item left = layer.get(i - 1);
            assertThat(item.x - item.width / 2)
                .as("seed %d, run %d", seed, run)
                .isGreaterThanOrEqualTo(left.x + left.width / 2 - 0.01);
          }
        }
      }
      assertThat(arrivals(picture)).as("seed %d, run %d", seed, run).isEqualTo(targets(chart));
    }
  }

  /// The vertices at which an arrow ends.
  private static List<Integer> arrivals(Picture picture) {
    return picture.layers().stream()
        .flatMap(List::stream)
        .flatMap(item -> item.down.stream())
        .filter(Link::arrow)
        .map(link -> (link.reversed() ? link.upper() : link.lower()).vertex)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Integer> targets(Chart chart) {
    return chart.edges().stream()
        .filter(edge -> edge.from() != edge.to())
        .map(Chart.Edge::to)
        .distinct()
        .sorted()
        .toList();
  }

  private static String randomMachine(Random random, int size) {
    String states =
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  String rules =
                      random
                          .ints(random.nextInt(4), 0, size)
                          .mapToObj(
                              to ->
                                  "{\"Variable\":\"$.a\",\"IsNull\":true,\"Next\":\"s" + to + "\"}")
                          .collect(Collectors.joining(","));
                  return "\"s%d\":{\"Type\":\"Choice\",\"Choices\":[%s],\"%s\":\"s%d\"}"
                      .formatted(
                          i,
                          rules,
                          random.nextBoolean() ? "Default" : "Next",
                          random.nextInt(size));
                })
            .collect(Collectors.joining(","));
    return "{\"StartAt\":\"s0\",\"States\":{" + states + "}}";
  }

  @Test
  void thousandsOfStatesThatAllCatchAreDrawn() {
    int size = 1500;
    String states =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    "\"s%d\":{\"Type\":\"Task\",\"Next\":\"s%d\",\"Catch\":[{\"ErrorEquals\":[\"E\"],\"Next\":\"end\"}]}"
                        .formatted(i, i + 1))
            .collect(Collectors.joining(","));
    Picture picture = Picture.of(chart("{\"StartAt\":\"s0\",\"States\":{" + states + "}}"));

    assertThat(picture.layers()).hasSizeGreaterThan(size);
    assertThat(picture.layers().stream().mapToInt(List::size).sum()).isLessThan(6 * size);
  }
}
