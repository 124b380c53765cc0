package io.stepwell.cli.render;

/// The style sheet of every picture. Its names begin with `sw-`, since a picture may stand in a page
/// with styles of its own.
final class SvgStyle {
  static final String TEXT =
      """
      .sw-ground{fill:#fafbfc;stroke:#e4e7ec}
      .sw-box{fill:#fff;stroke:#cdd3dd;stroke-width:1.2}
      .sw-lane{fill:#f5f7fa;stroke:#dde2ea;stroke-dasharray:3 3}
      .sw-name{fill:#1b2130;font-size:13px;font-weight:600}
      .sw-detail{fill:#677084;font-size:11px}
      .sw-small{font-size:11px}
      .sw-dot{fill:#5b6478}
      .sw-ring{fill:none;stroke:#5b6478;stroke-width:1.6}
      .sw-badge{fill:#7a8496}
      .sw-icon{fill:none;stroke:#fff;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
      .sw-retry{fill:none;stroke:#8a93a5;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
      .sw-task>.sw-badge{fill:#e8751a}
      .sw-pass>.sw-badge{fill:#7a8496}
      .sw-choice>.sw-badge{fill:#7c4ddb}
      .sw-wait>.sw-badge{fill:#2f80c8}
      .sw-succeed>.sw-badge{fill:#2b9a55}
      .sw-fail>.sw-badge{fill:#d13b3b}
      .sw-parallel>.sw-badge{fill:#4c63d2}
      .sw-map>.sw-badge{fill:#12908a}
      .sw-unknown>.sw-badge{fill:#d13b3b}
      .sw-unknown>.sw-box{stroke:#d13b3b;stroke-dasharray:5 4}
      .sw-line{fill:none;stroke-width:1.5}
      .sw-line.sw-next{stroke:#8a93a5}
      .sw-line.sw-choice{stroke:#9673e0}
      .sw-line.sw-catch{stroke:#dd6b66;stroke-dasharray:5 4}
      .sw-head.sw-next{fill:#8a93a5}
      .sw-head.sw-choice{fill:#9673e0}
      .sw-head.sw-catch{fill:#dd6b66}
      .sw-label.sw-choice .sw-pill{fill:#f4effd;stroke:#d9caf6}
      .sw-label.sw-choice .sw-small{fill:#5630a8}
      .sw-label.sw-catch .sw-pill{fill:#fdf0ef;stroke:#f3cac7}
      .sw-label.sw-catch .sw-small{fill:#a8322d}
      @media (prefers-color-scheme:dark){
      .sw-ground{fill:#14181f;stroke:#2a303b}
      .sw-box{fill:#1f252f;stroke:#3d4655}
      .sw-lane{fill:#191e27;stroke:#323a47}
      .sw-name{fill:#eef1f6}
      .sw-detail{fill:#9aa4b5}
      .sw-dot{fill:#aab3c3}
      .sw-ring{stroke:#aab3c3}
      .sw-label.sw-choice .sw-pill{fill:#2a2140;stroke:#4d3a7c}
      .sw-label.sw-choice .sw-small{fill:#cdb8fb}
      .sw-label.sw-catch .sw-pill{fill:#3a2023;stroke:#6e3436}
      .sw-label.sw-catch .sw-small{fill:#f7b3af}
      }
      """;

  private SvgStyle() {}
}
