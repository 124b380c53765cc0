package io.stepwell.expression.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.OutOfFuelException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Scopes;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTest {
  private static final String SHOP =
      """
      {"name": "shop", "none": null, "it's": 7, "a b": 8, "nested": {"deep": [[1, 2], [3]]},
       "books": [
         {"title": "A", "price": 8.95, "tags": ["x", "y"], "author": {"name": "Ann"}},
         {"title": "B", "price": 12, "isbn": "0-1", "tags": []},
         {"title": "C", "price": 22.5, "isbn": "0-2"}],
       "limit": 10, "wanted": ["A", "C"]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          $.name                                   → "shop"
          $['name']                                → "shop"
          $["name"]                                → "shop"
          $.['name']                               → "shop"
          $.none                                   → null
          $['it\\'s']                              → 7
          $['a b']                                 → 8
          $.nested.deep[0][1]                      → 2
          $.nested.deep[-1][0]                     → 3
          $.books[9]                               → null
          $.books[*].title                         → ["A","B","C"]
          $.books[*].isbn                          → ["0-1","0-2"]
          $.books[0,2].title                       → ["A","C"]
          $.books[1:].title                        → ["B","C"]
          $.books[:2].title                        → ["A","B"]
          $.books[-1:].title                       → ["C"]
          $.books[:-1].title                       → ["A","B"]
          $.books[1:2].title                       → ["B"]
          $.books[1:-1].title                      → []
          $.books[-2:-1].title                     → ["B"]
          $..title                                 → ["A","B","C"]
          $..name                                  → ["shop","Ann"]
          $..deep[0]                               → [[1,2]]
          $.books[*]['title','price']              → [{"title":"A","price":8.95},{"title":"B","price":12},{"title":"C","price":22.5}]
          $['name','limit']                        → {"name":"shop","limit":10}
          $.books[?(@.price < 10)].title           → ["A"]
          $.books[?(@.price < $.limit)].title      → ["A"]
          $.books[?(@.price>10&&@.isbn)].title     → ["B","C"]
          $.books[?(@.isbn)].title                 → ["B","C"]
          $.books[?(!@.isbn)].title                → ["A"]
          $.books[?(!(@.price > 10))].title        → ["A"]
          $.books[?(@.title == 'B' || @.price == 8.95)].title → ["A","B"]
          $.books[?('B' == @.title)].price         → [12]
          $.books[?(@['title'] != "B")].title      → ["A","C"]
          $.books[?(@.title in ['A','C'])].title   → ["A","C"]
          $.books[?(@.title in $.wanted)].title    → ["A","C"]
          $.books[?(@.title nin $.wanted)].title   → ["B"]
          $.books[?(@.title =~ /[ab]/i)].title     → ["A","B"]
          $.books[?(@.tags contains 'x')].title    → ["A"]
          $.books[?(@.tags size 2)].title          → ["A"]
          $.books[?(@.tags empty true)].title      → ["B"]
          $.books[?(@.tags anyof ['y','z'])].title → ["A"]
          $.books[?(@.tags subsetof ['x'])].title  → ["B"]
          $.books[?(@.tags noneof ['x'])].title    → ["B"]
          $.books[?(@.tags all ['x','y'])].title   → ["A"]
          $.books[?(@.author.name == 'Ann')].title → ["A"]
          $.books[?(@.tags.length() > 1)].title    → ["A"]
          $.books[?(@.tags[?(@ == 'y')])].title    → ["A","B"]
          $..[?(@.isbn == '0-2')].title            → ["C"]
          $.none[?(@.x)]                           → !
          $.books.length()                         → 3
          $.books[*].tags.length()                 → [2,0]
          $..title.length()                        → 0
          $.nested.deep[0].sum()                   → 3.0
          $.nested.deep[0].max()                   → 2.0
          $..price.sum()                           → 43.45
          $.nested.keys()                          → ["deep"]
          $.books.first().title                    → "A"
          $.books.last().title                     → "C"
          $.books.index(1).title                   → "B"
          $.wanted.append("D")                     → ["A","C","D"]
          $.wanted.concat("-", $.name)             → "AC-shop"
          """)
  void findsWhatJaywayFinds(String path, String expected) {
    Scope scope = Scopes.ofJson(SHOP);
    if (expected.equals("!")) {
      assertThatThrownBy(() -> Path.compile(path).evaluate(scope))
          .isInstanceOf(EvaluationException.class);
    } else {
      assertThat(Json.write(Path.compile(path).evaluate(scope))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.gone           | No results for path: $['gone']
          $.books[0].gone  | No results for path: $['books'][0]['gone']
          $.gone.deeper    | Missing property in path $['gone']
          $.name.length    | Expected to find an object with property ['length'] in path $['name'] but found 'string'.
          $.none[0]        | The path $['none'] is null
          $.name[0]        | Filter: [0] can only be applied to arrays. Current context is: "shop"
          $.books[7].title | No results for path: $['books'][7]['title']
          $.gone[*]        | Missing property in path $['gone']
          $.name[?(@.x)]   | Filter: [?] can not be applied to primitives. Current context is: "shop"
          """)
  void saysWhyNothingIsFound(String path, String reason) {
    assertThatThrownBy(() -> Path.compile(path).evaluate(Scopes.ofJson(SHOP)))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.causeText()).isEqualTo("Invalid path '" + path + "' : " + reason);
            });
    assertThat(Path.compile(path).exists(Scopes.ofJson(SHOP))).isFalse();
  }

  @Test
  void readsTheContextAndVariables() {
    Object context = Json.parse("{\"Execution\":{\"Name\":\"run\"}}");
    Scope scope =
        Scopes.withVariables(null, Map.of("user", Map.of("ids", List.of(1L, 2L))))
            .withContext(() -> context);
    assertThat(Path.compile("$$.Execution.Name").evaluate(scope)).isEqualTo("run");
    assertThat(Path.compile("$$").evaluate(scope)).isSameAs(context);
    assertThat(Path.compile("$user.ids[1]").evaluate(scope)).isEqualTo(2L);
    assertThat(Path.compile("$user.ids[1]").variables()).containsExactly("user");
    assertThat(Path.compile("$.user").variables()).isEmpty();
    assertThatThrownBy(() -> Path.compile("$nobody").evaluate(scope))
        .isInstanceOf(EvaluationException.class);
  }

  @Test
  void existenceIsNotTheSameAsBeingNull() {
    Scope scope = Scopes.ofJson(SHOP);
    assertThat(Path.compile("$.none").exists(scope)).isTrue();
    assertThat(Path.compile("$.books[9]").exists(scope)).isFalse();
    assertThat(Path.compile("$").exists(Scopes.of(null))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$.a", "$.a[0]['b c']", "$$.Execution.Id", "$name.x"})
  void plainStepsMakeAReference(String path) {
    assertThat(Path.compile(path).isReference()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a[*]", "$..a", "$.a[-1]", "$.a[0:1]", "$['a','b']", "$.a.length()"})
  void anythingElseMakesNone(String path) {
    assertThat(Path.compile(path).isReference()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        ".a",
        "$.",
        "$..",
        "$...a",
        "$a.",
        "$[",
        "$[]",
        "$['a",
        "$['a'",
        "$[a]",
        "$[?]",
        "$[?(@.a]",
        "$[?(@.a ==)]",
        "$[?(@.a ~ 1)]",
        "$[?(1)]",
        "$[?(@.a =~ /(/)]",
        "$.a b",
        "$.f()",
        "$[1:2:3:4]",
        "$[:]",
        "$[99999999999]",
        "$[?(@.a in ['x)]",
        "$.length($.a"
      })
  void refusesWhatIsNoPath(String text) {
    assertThatThrownBy(() -> Path.compile(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text.strip() + "' is not a valid JSONPath: ");
  }

  @Test
  void aRegularExpressionThatBacktracksEndsWithTheFuel() {
    Object document = List.of(Map.of("s", "a".repeat(40) + "!"));
    for (String pattern : List.of("(a+)+\\1b", "(.*)(.*)(.*)(.*)(.*)(.*)b")) {
      Scope scope = Scopes.withFuel(document, 100_000);
      assertThatThrownBy(() -> Path.compile("$[?(@.s =~ /" + pattern + "/)]").evaluate(scope))
          .as(pattern)
          .isInstanceOf(OutOfFuelException.class);
    }
  }

  @Test
  void aRegularExpressionThatTheJdkCanKeepInBoundsIsAnswered() {
    Scope scope = Scopes.withFuel(List.of(Map.of("s", "a".repeat(40) + "!")), 100_000);
    assertThat(Path.compile("$[?(@.s =~ /(a+)+b/)]").evaluate(scope)).isEqualTo(List.of());
  }

  @Test
  void aPathThatMultipliesEndsWithTheFuel() {
    Object nested = List.of(1L);
    for (int i = 0; i < 200; i++) {
      nested = List.of(nested, nested);
    }
    Scope scope = Scopes.withFuel(nested, 100_000);
    assertThatThrownBy(() -> Path.compile("$..*").evaluate(scope))
        .isInstanceOf(OutOfFuelException.class);
  }

  @Test
  void comparingListsEndsWithTheFuel() {
    List<Long> many = java.util.stream.LongStream.range(0, 100_000).boxed().toList();
    Scope scope = Scopes.withFuel(Map.of("a", List.of(Map.of("b", many)), "c", many), 100_000);
    assertThatThrownBy(() -> Path.compile("$.a[?(@.b subsetof $.c)]").evaluate(scope))
        .isInstanceOf(OutOfFuelException.class);
  }
}
