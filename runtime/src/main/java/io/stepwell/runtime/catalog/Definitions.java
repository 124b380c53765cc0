package io.stepwell.runtime.catalog;

import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.StateGraph;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.json.Json;
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
  private static final char OF_CHILDREN = '#';

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

  /// What names the definition of a map run's children: its parent's, and the place of the
  /// processor in it.
  public String ofChildren(String parentHash, MapRunOrder order) {
    Plan parent = plan(parentHash);
    MapState map = (MapState) parent.graph(order.graph()).state(order.stateName());
    return parentHash + OF_CHILDREN + map.processor().index();
  }

  /// The Map state whose processor a hash of children names.
  private MapState.Distributed processor(String hash, int mark) {
    int index = Integer.parseInt(hash.substring(mark + 1));
    for (StateGraph graph : plan(hash.substring(0, mark)).graphs()) {
      for (State state : graph.states().values()) {
        if (state instanceof MapState map && map.processor().index() == index) {
          MapState.Distributed distributed = map.distributed();
          if (distributed != null) {
            return distributed;
          }
        }
      }
    }
    throw new StoreException("The definition " + hash + " has no such distributed Map");
  }

  /// The plan of a stored definition.
  public Plan plan(String hash) {
    int mark = hash.lastIndexOf(OF_CHILDREN);
    if (mark >= 0) {
      return processor(hash, mark).child();
    }
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
    int mark = hash.lastIndexOf(OF_CHILDREN);
    if (mark >= 0) {
      return Json.write(processor(hash, mark).definition());
    }
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
