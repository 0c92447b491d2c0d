/// The style of the report; light and dark.
enum ReportStyle {
  static let css = """
    :root { color-scheme: light dark; --ink: #1d2327; --soft: #5c6770; --line: #d8dde1; --paper: #ffffff; --panel: #f5f7f8;
      --kept: #1f8a70; --dropped: #c9772b; --accent: #2b5fa8; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ea; --soft: #9aa6ae; --line: #3a434a; --paper: #15191c; --panel: #1e2428;
      --kept: #3fb594; --dropped: #d98d45; --accent: #7fa8e0; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 70rem; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
    h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
    .totals { color: var(--soft); margin: .2rem 0 1.5rem; } b.kept { color: var(--kept); } b.dropped { color: var(--dropped); }
    .overview { display: flex; flex-wrap: wrap; gap: 2rem 4rem; margin-bottom: 1rem; }
    .bars th { text-align: right; font-weight: normal; padding-right: .8rem; } .bars td { white-space: nowrap; }
    .bar { display: inline-block; height: .7em; background: var(--accent); border-radius: 2px; margin-right: .4rem; }
    .bar.kept { background: var(--kept); margin-right: 1px; } .bar.dropped { background: var(--dropped); margin-right: 1px; }
    .document { border-top: 2px solid var(--line); padding-top: 1.2rem; margin-top: 2rem; }
    .facts, .meta, .note, .legend, .diagnostics, footer { color: var(--soft); } .facts { margin: 0 0 .6rem; }
    .diagnostics { margin: 0 0 .6rem; padding-left: 1.2rem; } .legend { font-size: .85rem; margin: .2rem 0 1rem; }
    .failures { border-left: 4px solid var(--dropped); padding: .4rem 1rem; background: var(--panel); margin-bottom: 1.5rem; }
    .chart { width: 100%; height: auto; display: block; background: var(--panel); border-radius: 6px; }
    .chart rect.kept { fill: var(--kept); } .chart rect.dropped { fill: var(--dropped); } .chart a:hover rect { opacity: .6; }
    .chart .threshold { stroke: var(--ink); stroke-dasharray: 5 4; opacity: .5; } .chart .axis { stroke: var(--soft); }
    .chart text { font-size: 10px; fill: var(--soft); text-anchor: middle; }
    .swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin: 0 .2rem 0 .6rem; }
    .swatch.kept { background: var(--kept); margin-left: 0; } .swatch.dropped { background: var(--dropped); }
    .swatch.rule { height: 0; width: 1.4em; border-top: 2px dashed var(--soft); vertical-align: middle; }
    details.group { margin: 1rem 0; } details.group > summary { font-weight: 600; cursor: pointer; padding: .3rem 0; }
    details.chunk { border-left: 4px solid var(--line); background: var(--panel); margin: .35rem 0; padding: .25rem .8rem; border-radius: 0 4px 4px 0; }
    details.chunk.kept { border-left-color: var(--kept); } details.chunk.dropped { border-left-color: var(--dropped); }
    details.chunk > summary { cursor: pointer; } details.chunk:target { outline: 2px solid var(--accent); }
    .tag { display: inline-block; font-size: .78rem; padding: 0 .5em; border-radius: 3px; color: #fff; background: var(--soft); }
    .tag.kept { background: var(--kept); } .tag.dropped { background: var(--dropped); } .tag.kind { background: var(--accent); }
    @media (prefers-color-scheme: dark) { .tag { color: #111; } }
    .meta { font-size: .85rem; } .reasons span { font-size: .8rem; margin-right: .8rem; white-space: nowrap; }
    .plus { color: var(--kept); } .minus { color: var(--dropped); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; margin: .4rem 0; }
    .cuts .piece { border-left: 4px solid var(--line); background: var(--panel); padding: .2rem .8rem; border-radius: 0 4px 4px 0; }
    .cuts .piece.kept { border-left-color: var(--kept); } .cuts .piece.dropped { border-left-color: var(--dropped); }
    .cuts pre { margin: .1rem 0; } .cuts a.meta { float: right; text-decoration: none; font-size: .78rem; } .given { color: var(--soft); font-style: italic; }
    .cut { margin: 0; padding: .1rem 0 .1rem .8rem; color: var(--accent); font-size: .78rem; border-left: 4px dotted var(--line); }
    .record { border-bottom: 1px solid var(--line); padding: .7rem 0; } .record p { margin: .15rem 0; }
    .question { font-weight: 600; } .short { background: color-mix(in srgb, var(--kept) 22%, transparent); padding: 0 .35em; border-radius: 3px; }
    blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid var(--line); color: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
    .figures { border-collapse: collapse; margin-bottom: 1rem; } .figures th { text-align: left; font-weight: normal; padding-right: 1rem; white-space: nowrap; }
    .figures td { padding: .1rem 1rem .1rem 0; vertical-align: top; } .figures td:nth-child(2), .figures td.number { text-align: right; white-space: nowrap; font-weight: 600; }
    .ids { display: inline; font-size: .78rem; color: var(--soft); } .ids summary { display: inline; cursor: pointer; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.5rem; border-top: 1px solid var(--line); padding: .6rem 0; } .pair h3 { grid-column: 1 / 3; margin: 0; font-size: 1rem; }
    .better { color: var(--kept); } .worse { color: var(--dropped); }
    footer { margin-top: 3rem; font-size: .85rem; }
    """
}
