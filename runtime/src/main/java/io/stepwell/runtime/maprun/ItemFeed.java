package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.step.ItemSelection;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the items of a map run and makes of them the inputs of its children: ItemSelector first,
/// then ItemBatcher. Reads ahead a little, never everything. Used by one thread at a time, which may
/// wait.
public final class ItemFeed implements AutoCloseable {
  /// So many children are read ahead at once, or so many bytes.
  private static final int CHUNK = 256;

  private static final int CHUNK_BYTES = 1 << 20;

  private final MapRunOrder order;
  private final ItemSelection selection;
  private final ItemSource source;
  private final int maxPayloadBytes;
  private long index;
  private @Nullable Payload over;

  /// @param from so many items are passed over: they were read by an earlier process
  public ItemFeed(ItemSelection selection, ItemSource source, long from) {
    this.order = selection.order();
    this.selection = selection;
    this.source = source;
    this.maxPayloadBytes = selection.limits().maxPayloadBytes();
    while (index < from && source.next()) {
      index++;
    }
  }

  /// The next children's inputs.
  public Chunk next() {
    List<Chunk.Child> children = new ArrayList<>();
    long bytes = 0;
    try {
      while (children.size() < CHUNK && bytes < CHUNK_BYTES) {
        Chunk.Child child = child();
        if (child == null) {
          return new Chunk(children, true, null);
        }
        children.add(child);
        bytes += child.input().size();
      }
      return new Chunk(children, false, null);
    } catch (ItemException e) {
      return new Chunk(children, true, e.error());
    }
  }

  private Chunk.@Nullable Child child() {
    MapRunOrder.Batcher batcher = order.batcher();
    if (batcher == null) {
      Payload one = item();
      return one == null ? null : new Chunk.Child(one, 1);
    }
    List<Payload> batch = new ArrayList<>();
    long most = batcher.maxItems() == 0 ? Integer.MAX_VALUE : batcher.maxItems();
    long limit = batcher.maxBytes() == 0 ? maxPayloadBytes : batcher.maxBytes();
    long size = wrapped(batcher, List.of()).size();
    while (batch.size() < most) {
      Payload one = over != null ? over : item();
      over = null;
      if (one == null) {
        break;
      }
      long more = one.size() + (batch.isEmpty() ? 0L : 1L);
      if (!batch.isEmpty() && size + more > limit) {
        over = one;
        break;
      }
      batch.add(one);
      size += more;
    }
    return batch.isEmpty() ? null : new Chunk.Child(wrapped(batcher, batch), batch.size());
  }

  private static Payload wrapped(MapRunOrder.Batcher batcher, List<Payload> items) {
    String list = "\"Items\":" + Payload.array(items).text();
    Payload input = batcher.input();
    return Payload.ofText(
        input == null ? "{" + list + "}" : "{\"BatchInput\":" + input.text() + "," + list + "}");
  }

  /// The next item as its child sees it; null behind the last.
  private @Nullable Payload item() {
    if (!source.next()) {
      return null;
    }
    long at = index++;
    return switch (selection.select(at, source.item(), source.key(), source.name())) {
      case ItemSelection.Selected.Input(Payload input) -> input;
      case ItemSelection.Selected.Failed(ErrorOutput error) -> throw new ItemException(error);
    };
  }

  @Override
  public void close() {
    source.close();
  }
}
