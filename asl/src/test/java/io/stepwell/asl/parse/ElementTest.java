package io.stepwell.asl.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Texts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElementTest {
  @Test
  void everyElementHasThePathByWhichAwsNamesIt() {
    Element root =
        Element.parse(
            Texts.json(
                "{'States':{'A"
                    + " b':{'Choices':[{'And':[{'Next':'x'}]},{'Next':'y'}]}},'Comment':''}"));

    assertThat(paths(root))
        .containsExactly(
            "/",
            "/States",
            "/States/A b",
            "/States/A b/Choices",
            "/States/A b/Choices[0]",
            "/States/A b/Choices[0]/And",
            "/States/A b/Choices[0]/And[0]",
            "/States/A b/Choices[0]/And[0]/Next",
            "/States/A b/Choices[1]",
            "/States/A b/Choices[1]/Next",
            "/Comment");
  }

  @Test
  void everyMemberIsFoundInTheTextWhereItSaysItBegins() {
    String text =
        Texts.json(
            """
            { 'StartAt' : 'A',
              'States': {
                 'A': {'Type':'Pass',
             'Result' : [ 1, {'x':true} ]}}}
            """);
    String[] lines = text.split("\n");

    for (Element element : all(Element.parse(text))) {
      String rest = lines[element.line() - 1].substring(element.column() - 1);
      if (!element.name().isEmpty() && !element.name().startsWith("[")) {
        assertThat(rest).startsWith('"' + element.name() + '"');
      }
    }
  }

  @Test
  void ofARepeatedMemberTheLastOneCounts() {
    Element root = Element.parse(Texts.json("{'a':1,'a':'two'}"));

    assertThat(root.text("a")).isEqualTo("two");
    assertThat(root.members()).hasSize(2);
  }

  @Test
  void whatIsAbsentOrOfAnotherKindIsNullOrEmpty() {
    Element root = Element.parse(Texts.json("{'n':null,'i':1,'l':[1]}"));

    assertThat(root.member("x")).isNull();
    assertThat(root.text("i")).isNull();
    assertThat(root.items()).isEmpty();
    assertThat(root.member("n")).satisfies(n -> assertThat(n.isNull()).isTrue());
    assertThat(root.member("l")).satisfies(l -> assertThat(l.members()).isEmpty());
    assertThat(root.present(List.of("l", "x", "n")))
        .extracting(Element::name)
        .containsExactly("l", "n");
  }

  @Test
  void aStateAloneIsGivenAMachine() {
    Element root = Element.parseState(Texts.json("{'Type':'Pass'}"), "Alone");

    assertThat(root.text("StartAt")).isEqualTo("Alone");
    assertThat(paths(root)).contains("/States/Alone/Type");
  }

  private static List<String> paths(Element element) {
    return all(element).stream().map(Element::path).toList();
  }

  private static List<Element> all(Element element) {
    List<Element> found = new ArrayList<>(List.of(element));
    element.children().forEach(child -> found.addAll(all(child)));
    return found;
  }
}
