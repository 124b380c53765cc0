package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
  private static final Path FILE = Path.of("stepwell.yaml");

  private static Configuration of(
      Map<Setting, String> flags, Map<String, String> environment, String yaml) {
    return Configuration.of(flags, environment, SettingsFile.parse(FILE, yaml));
  }

  @Test
  void flagsWinOverVariablesThoseOverTheFileThatOverTheDefaults() {
    Configuration configuration =
        of(
            Map.of(Setting.PORT, "1"),
            Map.of("STEPWELL_PORT", "2", "STEPWELL_DATA", "there"),
            "port: 3\ndata: nowhere\naccount: '000000000001'\n");
    assertThat(configuration.port()).isEqualTo(1);
    assertThat(configuration.value(Setting.PORT).origin()).isEqualTo("flag --port");
    assertThat(configuration.data()).isEqualTo(Path.of("there"));
    assertThat(configuration.value(Setting.DATA).origin()).isEqualTo("variable STEPWELL_DATA");
    assertThat(configuration.account()).isEqualTo("000000000001");
    assertThat(configuration.value(Setting.ACCOUNT).origin()).isEqualTo("stepwell.yaml");
    assertThat(configuration.value(Setting.HOST).origin()).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 99999, 'a number from 0 to 65535'",
    "PORT, eighty, 'a number from 0 to 65535'",
    "ACCOUNT, 12, 12 digits",
    "REGION, Berlin, a region's name such as eu-central-1",
    "LOG, xml, text or json",
    "MEMORY, perhaps, true or false"
  })
  void aWrongValueIsNamedWithItsOriginAndWhatWouldBeRight(
      Setting setting, String value, String wanted) {
    assertThatThrownBy(() -> of(Map.of(), Map.of(setting.variable(), value), ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'%s' is no value for %s (variable %s): it must be %s",
            value, setting.key(), setting.variable(), wanted);
  }

  @Test
  void anAddressThatOthersReachMustBeAllowed() {
    for (String host : List.of("0.0.0.0", "127.0.0.1.example.com")) {
      assertThatThrownBy(() -> of(Map.of(Setting.HOST, host), Map.of(), ""))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("--insecure");
    }
    assertThat(of(Map.of(Setting.HOST, "127.1.2.3"), Map.of(), "").host()).isEqualTo("127.1.2.3");
    assertThat(of(Map.of(Setting.HOST, "0.0.0.0", Setting.INSECURE, "true"), Map.of(), "").host())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void theRegionIsTheClientsUnlessOneIsSet() {
    assertThat(of(Map.of(), Map.of(), "").region()).isEqualTo("us-east-1");
    assertThat(of(Map.of(), Map.of(), "").regionFixed()).isFalse();
    assertThat(of(Map.of(), Map.of(), "region: eu-west-1").regionFixed()).isTrue();
  }

  @Test
  void functionsAreMappedToUrls() {
    Configuration configuration =
        of(
            Map.of(),
            Map.of(),
            """
            functions:
              Plain: http://localhost:7001/plain
              Timed: {url: "https://orders.internal/place", timeout: 10s}
              Quick:
                url: http://localhost/
                timeout: 500ms
            hosts: [stepwell.test, other.test]
            """);
    assertThat(configuration.functions().get("Plain"))
        .extracting(service -> service.url().toString(), MappedService::timeout)
        .containsExactly("http://localhost:7001/plain", MappedService.STANDARD_TIMEOUT);
    assertThat(configuration.functions().get("Timed"))
        .extracting(MappedService::timeout)
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(configuration.functions().get("Quick"))
        .extracting(MappedService::timeout)
        .isEqualTo(Duration.ofMillis(500));
    assertThat(configuration.hosts()).containsExactlyInAnyOrder("stepwell.test", "other.test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "prot: 80 | there is no setting 'prot'",
        "functions: {A: nowhere} | function 'A' is mapped to 'nowhere'",
        "functions: {A: {url: 'http://x/', timeout: soon}} | the timeout 'soon' of function 'A'",
        "functions: [A] | must map names to URLs",
        "port: {a: b} | 'port' must be a single value",
        "just text | must hold settings",
        "port: [ | line 1"
      })
  void aMistakeInTheFileIsNamed(String yaml, String sentence) {
    assertThatThrownBy(() -> SettingsFile.parse(FILE, yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stepwell.yaml")
        .hasMessageContaining(sentence);
  }

  @Test
  void settingsWithAPointAreMembersOfAGroup() {
    Configuration configuration =
        of(
            Map.of(),
            Map.of("STEPWELL_HTTP_CONNECTION", "required"),
            "http: {allow: [localhost, '*.example.com']}");
    assertThat(configuration.value(Setting.HTTP_ALLOW).text()).isEqualTo("localhost,*.example.com");
    assertThat(configuration.httpTasks().connectionRequired()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{A: {type: magic}} | 'connections.A' has 'magic' as 'type'",
        "{A: {type: basic, username: u, password: open}} | must say where 'password' is",
        "{A: {type: basic, username: u, password: {env: NONE}}} | the variable NONE, which is not"
            + " set",
        "{A: {type: basic, username: u, password: {file: /none}}} | /none, which cannot be read",
        "{A: {type: basic, username: u, password: {env: TWO}}} | more than one line",
        "{A: {type: basic, username: u, secret: x}} | has no member 'secret'",
        "{A: {type: api-key, header: 'a b', value: {env: ONE}}} | which is no name of a header",
        "{A: {type: oauth, endpoint: here}} | which is no http or https URL",
        "{A: {type: basic, account: 12, username: u, password: {env: ONE}}} | must be 12 digits",
        "{'a b': {type: basic}} | is no name of a connection",
        "{A: 1} | must have members",
        "[A] | must have members"
      })
  void aMistakeInAConnectionIsNamedWithoutItsSecret(String yaml, String sentence) {
    assertThatThrownBy(
            () ->
                of(
                    Map.of(),
                    Map.of("ONE", "canary-1", "TWO", "canary-2\nline"),
                    "connections: " + yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stepwell.yaml")
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("canary", "open");
  }

  @Test
  void aServerThatAsksMayBeReachedByOthers() {
    String yaml =
        """
        auth: sigv4
        host: 0.0.0.0
        keys: [{accessKeyId: AKIA1, secret: {env: ONE}, role: viewer}]
        """;
    Configuration configuration = of(Map.of(), Map.of("ONE", "canary-0123456789"), yaml);
    assertThat(configuration.asks()).isTrue();
    assertThat(configuration.keyRoles()).containsExactly(Map.entry("AKIA1", "viewer"));
    assertThat(configuration.keys().toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "auth: sigv4 | there are no keys",
        "auth: basic | it must be none or sigv4",
        "tls: {key: a} | TLS needs both",
        "keys: {A: 1} | 'keys' must be a list",
        "keys: [{accessKeyId: A1B}] | needs a member 'secret'",
        "keys: [{accessKeyId: A1B, secret: open-secret-of-mine}] | must say where 'secret' is",
        "keys: [{accessKeyId: A1B, secret: {env: SHORT}}] | has a secret of less than 16"
            + " characters",
        "keys: [{accessKeyId: A1B, secret: {env: ONE}, role: boss}] | must be one of admin,"
            + " operator, viewer",
        "keys: [{accessKeyId: A1B, secret: {env: ONE}}, {accessKeyId: A1B, secret: {env: ONE}}] |"
            + " of another key"
      })
  void aMistakeInAuthenticationIsNamedWithoutItsSecret(String yaml, String sentence) {
    assertThatThrownBy(
            () -> of(Map.of(), Map.of("ONE", "canary-0123456789", "SHORT", "canary"), yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("canary", "open-secret");
  }
}
