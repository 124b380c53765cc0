package io.stepwell.cli.render;

import java.util.ArrayList;
import java.util.List;

/// A chart whose parts have their places.
///
/// @param layers from the top; every item with its place in this picture
/// @param inside the pictures in each vertex, by its index
record Picture(
    Chart chart, List<List<Item>> layers, List<List<Picture>> inside, double width, double height) {

  static Picture of(Chart chart) {
    List<List<Picture>> inside = new ArrayList<>();
    List<Size> sizes = new ArrayList<>();
    for (Chart.Vertex vertex : chart.vertices()) {
      List<Picture> pictures = vertex.inside().stream().map(Picture::of).toList();
      inside.add(pictures);
      sizes.add(Size.of(vertex, pictures));
    }
    List<List<Item>> layers = Layering.of(chart, sizes);
    Ordering.apply(layers);
    Size size = Placement.apply(layers);
    return new Picture(chart, layers, inside, size.width(), size.height());
  }
}
