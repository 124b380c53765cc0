package io.stepwell.tasks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostRulesTest {
  @ParameterizedTest
  @CsvSource({
    "*, http://anything/, true",
    "api.example.com, https://API.example.com/x, true",
    "api.example.com, https://api.example.com.:8443/x, true",
    "api.example.com, https://api.example.com.evil.org/, false",
    "api.example.com, https://evil.org/?api.example.com, false",
    "api.example.com, https://api.example.com@evil.org/, false",
    "api.example.com, https://apiXexample.com/, false",
    "*.example.com, https://a.b.example.com/, true",
    "*.example.com, https://example.com/, false",
    "*.example.com, https://evilexample.com/, false",
    "localhost:8080, http://localhost:8080/, true",
    "localhost:8080, http://localhost/, false",
    "localhost:80, http://localhost/, true",
    "10.1.*, http://10.1.2.3:9/, true",
    "10.1.*, http://10.2.2.3/, false",
    "[::1], http://[::1]:80/, true",
    "[::1]:80, http://[::1]:81/, false",
  })
  void patternsNameHosts(String pattern, String uri, boolean allowed) {
    assertThat(new HostRules(List.of(pattern)).allow(URI.create(uri))).isEqualTo(allowed);
  }
}
