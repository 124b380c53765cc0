package io.stepwell.api.protocol;

import io.stepwell.api.auth.AccessKey;
import io.stepwell.api.auth.Caller;
import io.stepwell.runtime.Account;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// On whose behalf a request is made: the account is this server's (or that of the key), the region is the one that the
/// client signed for (Signature Version 4, credential scope), so that ARNs come out as the client
/// expects them. A server with a fixed region answers in that one.
public final class Accounts {
  private static final String CREDENTIAL = "Credential=";
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final int MAX_REGIONS = 100;

  private final Account standard;
  private final boolean fixed;
  private final Map<String, Account> byRegion = new ConcurrentHashMap<>();

  /// @param standard for requests that name no region
  /// @param fixed whether it is the answer to all others, too
  public Accounts(Account standard, boolean fixed) {
    this.standard = standard;
    this.fixed = fixed;
  }

  public Account of(@Nullable String authorization) {
    String region = fixed || authorization == null ? null : region(authorization);
    return region == null ? standard : in(region);
  }

  /// The same for a caller who is known: the account is then its key's.
  public Account of(Caller caller, @Nullable String authorization) {
    AccessKey key = caller.key();
    String signed = fixed ? null : caller.region();
    Account account = signed == null ? of(authorization) : in(signed);
    return key == null || key.account().equals(account.id())
        ? account
        : new Account(account.partition(), account.region(), key.account());
  }

  private Account in(String region) {
    if (region.equals(standard.region())) {
      return standard;
    }
    Account known = byRegion.get(region);
    return known == null ? added(region) : known;
  }

  /// The third part of `KEY/DATE/REGION/SERVICE/aws4_request`.
  private static @Nullable String region(String authorization) {
    int at = authorization.indexOf(CREDENTIAL);
    for (int slashes = 0; slashes < 2 && at >= 0; slashes++) {
      at = authorization.indexOf('/', at + 1);
    }
    int end = at < 0 ? -1 : authorization.indexOf('/', at + 1);
    return end < 0 ? null : authorization.substring(at + 1, end);
  }

  private Account added(String region) {
    if (!REGION.matcher(region).matches() || byRegion.size() >= MAX_REGIONS) {
      return standard;
    }
    return byRegion.computeIfAbsent(
        region, name -> new Account(partition(name), name, standard.id()));
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
