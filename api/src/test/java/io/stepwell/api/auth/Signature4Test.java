package io.stepwell.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The signatures that AWS published for its test suite of Signature Version 4: key `AKIDEXAMPLE`,
/// 30 August 2015, region `us-east-1`, service `service`.
final class Signature4Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String DATE = "20150830T123600Z";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "get-header-key-duplicate|GET|/||my-header1:value2;my-header1:value2;my-header1:value1||c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        "get-header-value-multiline|GET|/||my-header1:value1,value2,value3||ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790",
        "get-header-value-order|GET|/||my-header1:value4;my-header1:value1;my-header1:value3;my-header1:value2||08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "get-header-value-trim|GET|/||my-header1:  value1  ;my-header2:  \"a   b  "
            + " c\"||acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        "get-unreserved|GET|/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz||||07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        "get-utf8|GET|/\u1234||||8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "get-vanilla|GET|/||||5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-vanilla-empty-query-key|GET|/|Param1=value1|||a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "get-vanilla-query-order-key-case|GET|/|Param2=value2&Param1=value1|||b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-query-unreserved|GET|/|-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz|||9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        "get-vanilla-utf8-query|GET|/|\u1234=bar|||2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "get-relative|GET|/example/..||||5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-relative-relative|GET|/example1/example2/../..||||5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash|GET|//||||5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash-dot-slash|GET|/./||||5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "post-header-key-case|POST|/||||5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "post-header-key-sort|POST|/||my-header1:value1||c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        "post-header-value-case|POST|/||my-header1:VALUE1||cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        "post-vanilla-query|POST|/|Param1=value1|||28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
        "post-vanilla-query-nonunreserved|POST|/|@#$%^=&+=/,?><`\";:\\\u2502][{}|||66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e",
        "post-vanilla-query-space|POST|/|p=|||e71688addb58a26418614085fb730ba3faa623b461c17f48f2fbdb9361b94a9b",
        "post-x-www-form-urlencoded|POST|/||content-type:application/x-www-form-urlencoded|Param1=value1|ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        "post-x-www-form-urlencoded-parameters|POST|/||content-type:application/x-www-form-urlencoded;"
            + " charset=utf8|Param1=value1|1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
      })
  void thePublishedSignaturesComeOut(
      String name,
      String method,
      String path,
      String query,
      String headers,
      String body,
      String signature) {
    SignedRequest request = new SignedRequest();
    request.method = method;
    request.path = path;
    request.query = query == null ? "" : query.replace('\u2502', '|');
    request.body = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
    request.header("Host", "example.amazonaws.com").header("X-Amz-Date", DATE);
    if (headers != null) {
      for (String header : headers.split(";(?=[\\w-]+:)", -1)) {
        int colon = header.indexOf(':');
        request.header(header.substring(0, colon), header.substring(colon + 1));
      }
    }
    List<String> signed = request.headerNames().stream().map(String::toLowerCase).sorted().toList();
    Claim claim =
        new Claim(
            "AKIDEXAMPLE", new Scope("20150830", "us-east-1", "service"), signed, "", DATE, null);
    assertThat(Signature4.of(request, claim, Signature4.hash(request.body), SECRET))
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, /a%252Fb",
    "/a/./b/../c/, /a/c/",
    "/../../a, /a",
    "/a//b, /a/b",
    "/.., /",
    "/2015-03-31/functions/arn%3Aaws, /2015-03-31/functions/arn%253Aaws"
  })
  void pathsAreNormalisedAndEncodedOnceMore(String raw, String canonical) {
    assertThat(Signature4.path(raw)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "b=2&a=1, a=1&b=2",
    "a=2&a=1, a=1&a=2",
    "a, a=",
    "a=%7e, a=~",
    "a=x+y, a=x%2By",
    "a=%2, a=%252",
    "a=1&X-Amz-Signature=9, a=1"
  })
  void queriesAreSortedAndEncodedAnew(String raw, String canonical) {
    assertThat(Signature4.query(raw)).isEqualTo(canonical);
  }
}
