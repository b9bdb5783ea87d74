"""The report's style sheet: no font or script from outside."""

CSS = """
:root { --ink:#1f2933; --muted:#616e7c; --line:#e4e7eb; --soft:#f5f7fa; --accent:#b0305c;
  --good:#2f855a; --bad:#c05621; }
* { box-sizing:border-box; }
body { margin:0; color:var(--ink); background:#fff; line-height:1.5;
  font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif; }
main { max-width:1180px; margin:0 auto; padding:32px 24px 80px; }
header h1 { font-size:28px; margin:0 0 4px; letter-spacing:-.01em; }
header p { margin:0; color:var(--muted); }
nav { margin:18px 0 8px; display:flex; flex-wrap:wrap; gap:6px 18px; font-size:14px; }
a { color:var(--accent); text-decoration:none; } a:hover { text-decoration:underline; }
h2 { font-size:20px; margin:44px 0 6px; } h3 { font-size:16px; margin:28px 0 8px; }
p.lead { color:var(--muted); margin:0 0 14px; max-width:76ch; }
ul.audit { margin:0; padding-left:20px; max-width:90ch; } ul.audit li { margin:4px 0; }
.tiles { display:grid; grid-template-columns:repeat(auto-fill,minmax(205px,1fr)); gap:12px;
  margin:22px 0 4px; }
.tile { border:1px solid var(--line); border-radius:10px; padding:12px 14px 10px; }
.tile b { display:block; font-size:26px; font-weight:650; letter-spacing:-.02em; }
.tile span { color:var(--muted); font-size:13px; display:block; line-height:1.35; }
.plots { display:grid; grid-template-columns:repeat(auto-fit,minmax(480px,1fr)); gap:24px 28px;
  align-items:start; }
figure { margin:0 0 14px; } figure img { width:100%; height:auto; }
figure + figure { margin-top:22px; } figcaption { color:var(--muted); font-size:13px; }
.scroll { overflow-x:auto; }
table { border-collapse:collapse; width:100%; font-size:14px; }
th { text-align:left; font-weight:600; color:var(--muted); font-size:12.5px; padding:6px 10px;
  border-bottom:1px solid #cbd2d9; white-space:nowrap; }
td { padding:5px 10px; border-bottom:1px solid var(--line); vertical-align:top; }
td.n, th.n { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
td:first-child { max-width:420px; } td small { color:var(--muted); }
tr.head td { border-top:1px solid #9aa5b1; }
details { border:1px solid var(--line); border-radius:10px; margin:8px 0; }
summary { cursor:pointer; padding:9px 14px; font-weight:600; }
details[open] summary { border-bottom:1px solid var(--line); }
details > div { padding:6px 14px 14px; }
.grids { display:grid; grid-template-columns:repeat(auto-fit,minmax(320px,1fr)); gap:6px 26px; }
.sheet { border-top:1px solid var(--line); }
.asked { display:grid; grid-template-columns:218px 1fr; gap:14px; padding:12px 0;
  border-bottom:1px solid var(--line); }
.ask { display:flex; gap:10px; } .ask img { width:72px; height:96px; }
.ask q { font-weight:600; quotes:"“" "”"; overflow-wrap:anywhere; }
.ask .score { color:var(--muted); font-size:13px; display:block; margin-top:4px; }
.shots { display:grid; grid-template-columns:repeat(10,minmax(74px,1fr)); gap:6px; }
.shot { font-size:10.5px; line-height:1.25; color:var(--muted); overflow:hidden;
  border-top:4px solid var(--bad); border-radius:3px; padding-top:3px; }
.shot.right { border-top-color:var(--good); } .shot.none { border-top-color:transparent; }
.shot img { width:72px; height:96px; display:block; margin:0 auto 3px; }
img.product { object-fit:contain; background:#fff; }
.shot i { font-style:normal; font-weight:700; color:var(--bad); }
.shot.right i { color:var(--good); }
.shot span { display:-webkit-box; -webkit-line-clamp:3; -webkit-box-orient:vertical;
  overflow:hidden; color:var(--ink); }
.shot em { font-style:normal; display:block; }
.pairs { padding:12px 14px; display:flex; flex-wrap:wrap; gap:12px; }
.pair { display:flex; gap:3px; border:1px solid var(--line); border-radius:6px; padding:4px; }
.pair img { width:54px; height:72px; }
footer { margin-top:60px; color:var(--muted); font-size:13px; border-top:1px solid var(--line);
  padding-top:14px; }
@media (max-width:900px) { .asked { grid-template-columns:1fr; }
  .shots { grid-template-columns:repeat(5,1fr); } .plots { grid-template-columns:1fr; } }
"""
