package io.stepwell.runtime.catalog;

import io.stepwell.asl.plan.Plan;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Definitions by their content: the text in the store, the plans of those used lately in memory.
/// A text is kept as long as an execution may refer to it; the same text is stored once. Safe for
/// use by many threads.
public final class Definitions {
  private static final int MAX_PLANS = 1_000;
  private static final int HASH_BYTES = 24;

  private final Store store;
  private final DefinitionCompiler compiler;
  private final Map<String, Plan> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > MAX_PLANS;
        }
      };

  Definitions(Store store, DefinitionCompiler compiler) {
    this.store = store;
    this.compiler = compiler;
  }

  /// The plan of a stored definition.
  public Plan plan(String hash) {
    synchronized (plans) {
      Plan known = plans.get(hash);
      if (known != null) {
        return known;
      }
    }
    // Accepted once, so the rules for Express, which only refuse more, need not be asked again.
    return remember(hash, compiler.compile(text(hash), Orchestrator.Type.STANDARD));
  }

  /// The text of a stored definition.
  public String text(String hash) {
    byte[] text = store.get(Tables.CATALOG_PARTITION, Tables.DEFINITIONS, Tables.text(hash));
    if (text == null) {
      throw new StoreException("The definition " + hash + " is missing from the catalog");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Compiles a definition that a caller brought, and keeps the plan under its hash.
  ///
  /// @throws io.stepwell.runtime.CallerException InvalidDefinition
  String accept(String text, Orchestrator.Type type) {
    String hash = hash(text);
    remember(hash, compiler.compile(text, type));
    return hash;
  }

  private Plan remember(String hash, Plan plan) {
    synchronized (plans) {
      Plan first = plans.putIfAbsent(hash, plan);
      return first == null ? plan : first;
    }
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
