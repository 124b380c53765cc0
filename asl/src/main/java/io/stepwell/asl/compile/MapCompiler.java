package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.MapState;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.PayloadTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compiles a Map state, inline or distributed.
final class MapCompiler {
  private final PlanCompiler plan;
  private final Element state;
  private final Fields fields;

  MapCompiler(PlanCompiler plan, Element state, Fields fields) {
    this.plan = plan;
    this.state = state;
    this.fields = fields;
  }

  /// @param common compiles what the state has in common with others
  MapState compile(StateCompiler common) {
    String name = state.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
    Element processor = state.required(name);
    return new MapState(
        common.name(),
        common.language(),
        common.transition(),
        fields.flow(),
        fields.items(),
        fields.itemSelector(),
        plan.graph(processor),
        fields.setting(state, "MaxConcurrency"),
        fields.setting(state, "ToleratedFailureCount"),
        fields.setting(state, "ToleratedFailurePercentage"),
        distributed(processor),
        common.retriers(),
        common.catchers());
  }

  private MapState.@Nullable Distributed distributed(Element processor) {
    Element config = processor.member("ProcessorConfig");
    if (config == null || !"DISTRIBUTED".equals(config.text("Mode"))) {
      return null;
    }
    Element reader = state.member("ItemReader");
    Element batcher = state.member("ItemBatcher");
    Element writer = state.member("ResultWriter");
    return new MapState.Distributed(
        "EXPRESS".equals(config.text("ExecutionType")),
        plan.ofProcessor(processor),
        Objects.requireNonNull(processor.value()),
        state.text("Label"),
        reader == null ? null : reader(reader),
        batcher == null ? null : batcher(batcher),
        writer == null ? null : writer(writer));
  }

  private MapState.Reader reader(Element reader) {
    Element config = reader.member("ReaderConfig");
    return new MapState.Reader(
        Fields.requiredText(reader, "Resource"),
        fields.parameters(reader),
        readerConfig(config),
        config == null ? null : fields.setting(config, "MaxItems"));
  }

  /// ReaderConfig is constant but for MaxItems, which is a setting of its own.
  private static Template readerConfig(@Nullable Element config) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (config != null) {
      config.members().forEach(member -> members.put(member.name(), member.value()));
      members.remove("MaxItems");
      members.remove("MaxItemsPath");
    }
    return PayloadTemplate.compile(Collections.unmodifiableMap(members));
  }

  private MapState.Batcher batcher(Element batcher) {
    return new MapState.Batcher(
        fields.setting(batcher, "MaxItemsPerBatch"),
        fields.setting(batcher, "MaxInputBytesPerBatch"),
        fields.template(batcher, "BatchInput"));
  }

  private MapState.Writer writer(Element writer) {
    Element config = writer.member("WriterConfig");
    return new MapState.Writer(
        writer.text("Resource"), fields.parameters(writer), config == null ? null : config.value());
  }
}
