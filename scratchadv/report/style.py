"""The page's style sheet: verdicts by colour and by symbol, tables that fold up on a phone."""

CSS = """
:root { color-scheme: light; --ink: #1a1a1a; --soft: #5c5c5c; --line: #dcdcdc; --paper: #ffffff;
  --reproduced: #00694b; --direction: #8a5a00; --differs: #b03a00; --quiet: #5c5c5c; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 1.2rem 1.2rem 4rem; color: var(--ink);
  background: #f6f6f4; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .6rem 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; }
p { margin: .3rem 0 .6rem; max-width: 75ch; }
a { color: #005a8e; }
small, .fine { color: var(--soft); font-size: .82rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .7rem;
  margin: 1.1rem 0; padding: 0; list-style: none; }
.tiles li { background: var(--paper); border: 1px solid var(--line); border-top: 5px solid;
  border-radius: 6px; padding: .5rem .8rem .6rem; }
.tiles b { display: block; font-size: 1.9rem; line-height: 1.2; }
.reproduced { color: var(--reproduced); } .direction { color: var(--direction); }
.differs { color: var(--differs); } .not-run, .not-built, .shown { color: var(--quiet); }
.tiles .not-run, .tiles .not-built { border-top-color: #b9b9b9; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  padding: .9rem 1.1rem; margin: 1rem 0; }
.card.loud { border-left: 6px solid #d55e00; } .card.ours { border-left: 6px solid #0072b2; }
.card ul { margin: .3rem 0; padding-left: 0; list-style: none; }
.card li { padding: .5rem 0; border-top: 1px solid var(--line); }
.card li:first-child { border-top: 0; }
.card li p { margin: .1rem 0 .1rem 1.3rem; max-width: none; }
.badge { white-space: nowrap; font-weight: 650; }
.index { display: flex; flex-wrap: wrap; gap: .35rem; padding: 0; margin: .4rem 0;
  list-style: none; }
.index a { display: block; padding: .12rem .5rem; border: 1px solid currentColor;
  border-radius: 99px; background: var(--paper); font-size: .85rem; text-decoration: none; }
.index .reproduced a, .index .direction a, .index .differs a { color: inherit; }
.index .not-run a, .index .not-built a { color: inherit; border-style: dashed; }
.key { font-size: .85rem; }
table { border-collapse: collapse; width: 100%; background: var(--paper); font-size: .9rem;
  border: 1px solid var(--line); }
th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--soft); }
th, td { padding: .4rem .6rem; vertical-align: top; }
thead th { border-bottom: 2px solid var(--line); }
tbody tr.claim th { padding-top: 1rem; font-weight: 400; font-size: .95rem; color: var(--ink);
  border-top: 2px solid var(--line); }
tbody tr.claim b { font-size: 1rem; }
tbody tr.row td { border-top: 1px solid #efefef; }
td .fine { display: block; } td .badge { white-space: normal; }
td b { white-space: nowrap; font-variant-numeric: tabular-nums; }
.note { display: block; margin-top: .2rem; }
.differs-row td { background: #fff3ec; } .direction-row td { background: #fff9ea; }
figure { margin: 1.2rem 0; background: var(--paper); border: 1px solid var(--line);
  border-radius: 6px; padding: .9rem 1.1rem; scroll-margin-top: 1rem; }
figure .frame { overflow-x: auto; }
figure img { display: block; max-width: 100%; height: auto; margin: .3rem auto; }
figcaption { max-width: 80ch; font-size: .92rem; }
figcaption dl { margin: .4rem 0 0; display: grid; grid-template-columns: auto 1fr;
  gap: .2rem .7rem; }
figcaption dt { font-weight: 600; color: var(--soft); } figcaption dd { margin: 0; }
table.ledger { table-layout: fixed; }
th:nth-child(1) { width: 19%; } th:nth-child(2) { width: 8%; } th:nth-child(3) { width: 14%; }
th:nth-child(4) { width: 14%; } th:nth-child(5) { width: 17%; } th:nth-child(6) { width: 14%; }
details { margin: .4rem 0; } summary { cursor: pointer; color: #005a8e; }
details table { font-size: .85rem; margin: .4rem 0; }
@media (max-width: 760px) {
  body { padding: .8rem .7rem 3rem; font-size: 15px; }
  table.ledger thead { position: absolute; left: -9999px; }
  table.ledger, table.ledger tbody, table.ledger tr, table.ledger td, table.ledger th {
    display: block; width: 100%; }
  table.ledger td { padding: .15rem .6rem; border: 0 !important; }
  table.ledger tr.row { border-top: 1px solid var(--line); padding: .4rem 0; }
  table.ledger td[data-name]::before { content: attr(data-name) ": "; color: var(--soft);
    font-size: .82rem; }
  table.ledger td .fine { display: inline; margin-left: .3rem; }
  table.ledger td:empty { display: none; }
  th:nth-child(n) { width: auto; }
  table.ledger td.none { display: none; }
  figure { padding: .7rem .5rem; } figure.wide img { max-width: none; width: 660px; }
}
@media print { body { background: white; } figure, tbody tr { break-inside: avoid; } }
"""
