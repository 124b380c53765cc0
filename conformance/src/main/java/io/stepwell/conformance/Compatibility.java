package io.stepwell.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The part of `docs/compatibility.md` that is made from the cases: what is the same as AWS, by topic,
/// and which cases expect something else. The rest of the page is written by hand.
public final class Compatibility {
  private static final String BEGIN =
      "<!-- Made from conformance/cases; change the cases, and see conformance/README.md. -->";
  private static final String END = "<!-- Written by hand from here on. -->";

  private Compatibility() {}

  /// The page with its generated part made anew.
  public static String page(String page, List<Case> cases, Path folder) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the page lacks the lines '" + BEGIN + "' and '" + END + "'");
    }
    return page.substring(0, begin)
        + BEGIN
        + "\n\n"
        + topics(cases, folder)
        + differences(cases)
        + page.substring(end);
  }

  private static String topics(List<Case> cases, Path folder) throws IOException {
    TreeMap<String, List<Case>> topics =
        cases.stream()
            .collect(Collectors.groupingBy(Case::topic, TreeMap::new, Collectors.toList()));
    StringBuilder table = new StringBuilder("| topic | cases | what they show |\n|---|---|---|\n");
    for (var topic : topics.entrySet()) {
      List<String> about = Files.readAllLines(folder.resolve(topic.getKey()).resolve("topic.md"));
      table
          .append("| [")
          .append(about.getFirst().substring(2))
          .append("](../conformance/cases/")
          .append(topic.getKey())
          .append(") | ")
          .append(topic.getValue().size())
          .append(" | ")
          .append(String.join(" ", about.subList(2, about.size())))
          .append(" |\n");
    }
    return table.append("| all | ").append(cases.size()).append(" | |\n\n").toString();
  }

  private static String differences(List<Case> cases) {
    StringBuilder list = new StringBuilder("Of these, expected otherwise than on AWS:\n\n");
    for (Case each : cases) {
      if (each.differs() != null) {
        list.append("- ").append(each.title()).append(". ").append(each.differs()).append('\n');
      }
    }
    return list.append('\n').toString();
  }
}
