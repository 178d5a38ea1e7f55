/// How pages look: one style sheet for light, dark, narrow and paper.
enum PageStyle {
  static let text = """
    :root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--edge:#d0d7de;--fill:#f3f5f8;--link:#0a58ca;--mark:#fff3b0;--badge:#0b5a4a}
    @media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#a5afba;--paper:#14181d;--edge:#39414b;--fill:#1f252c;--link:#7ab7ff;--mark:#5c4b00;--badge:#8ce0c8}}
    *{box-sizing:border-box}
    [hidden]{display:none!important}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
    a{color:var(--link)}
    a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,summary:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
    main:focus{outline:none}
    header{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;padding:.75rem 1.25rem;border-bottom:1px solid var(--edge);background:var(--fill)}
    .brand{font-weight:700;text-decoration:none;color:var(--ink);padding:.25rem 0}
    header form{flex:1 1 24rem;min-width:0;display:flex;gap:.5rem;position:relative}
    header input[type=search]{flex:1;min-width:0}
    header nav{display:flex;flex-wrap:wrap;gap:0 1rem}
    header nav a{padding:.25rem 0}
    input,button,select,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:6px;padding:.4rem .6rem;min-height:2.25rem}
    button{cursor:pointer}
    main{padding:1rem 1.25rem;max-width:80rem;margin:0 auto}
    footer{padding:1rem 1.25rem;color:var(--soft);font-size:.875rem}
    h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
    h2{font-size:1.0625rem;margin:1rem 0 .25rem}
    .columns{display:grid;grid-template-columns:minmax(0,1fr) 18rem;gap:2rem}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem;z-index:3}
    .count,.sorting,.path,.note,.date{color:var(--soft);font-size:.9375rem;margin:.25rem 0}
    .understood{border-left:4px solid var(--link);background:var(--fill);padding:.5rem .75rem;margin:.5rem 0}
    .understood ul{margin:0;padding-left:1rem}
    .understood .chips{padding:0}
    .understood .notes{margin:.35rem 0 0;padding-left:1.25rem}
    .understood p{margin:.25rem 0 0}
    .chips{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem .5rem;padding:0;margin:.25rem 0}
    .chip{display:inline-flex;align-items:center;border:1px solid var(--soft);border-radius:1rem;padding:.1rem .75rem;background:var(--paper);overflow-wrap:anywhere}
    .chip .take{flex:none;min-width:1.5rem;line-height:1.5rem;margin:0 -.5rem 0 .25rem;text-align:center;text-decoration:none;border-radius:1rem}
    .chip .take:hover{background:var(--fill)}
    .cards{list-style:none;margin:0;padding:0}
    .card{border-top:1px solid var(--edge);padding:.75rem 0}
    .card h2{margin:.1rem 0;font-size:1.125rem}
    .card p{margin:.2rem 0}
    .card:focus-within{background:var(--fill)}
    .card .picture{float:right;max-width:7rem;max-height:7rem;margin:0 0 .25rem 1rem;border:1px solid var(--edge);background:#fff}
    .card .icon{padding:.75rem .35rem .25rem;min-width:2.25rem;text-align:center;font-size:.8125rem;border-radius:2px 8px 2px 2px;color:var(--soft);background:none}
    .card::after{content:"";display:block;clear:both}
    .badges{display:flex;gap:.5rem;align-items:baseline;flex-wrap:wrap}
    .badge{color:var(--badge);border:1px solid currentcolor;border-radius:4px;padding:0 .4rem;font-weight:600;font-size:.8125rem}
    .badge.past{color:var(--soft);font-weight:400}
    .list .card{padding:.35rem 0}
    .list .badges{margin:0}
    .tag{display:inline-block;border:1px solid var(--edge);border-radius:4px;padding:.05rem .45rem;margin:.1rem 0;text-decoration:none;font-size:.875rem;min-height:1.5rem}
    h1,h2,.path,.text,.snippet,dd,main p a,main li{overflow-wrap:anywhere}
    td,th{overflow-wrap:break-word}
    caption{white-space:nowrap;text-align:left}
    .path a,.tree a+a,.tree a+.note{margin-left:.5rem}
    .message{background:var(--fill);padding:.75rem;overflow-x:auto}
    .to-rail{display:none}
    .rescue li{margin:.25rem 0}
    .tabs{display:flex;flex-wrap:wrap;gap:0 1rem;border-bottom:1px solid var(--edge);margin:.5rem 0}
    .tabs a{padding:.35rem .1rem;text-decoration:none}
    .tabs a[aria-current]{font-weight:700;border-bottom:3px solid var(--link)}
    .answers,.answers form{display:flex;flex-wrap:wrap;gap:.5rem}
    .answers{margin:.35rem 0}
    .understood form{margin:.35rem 0}
    td .answers{margin:0}
    .add{margin:.5rem 0}
    .add summary{min-height:1.5rem;cursor:pointer;color:var(--link)}
    .add textarea{display:block;width:100%;max-width:40rem;margin:.25rem 0}
    td button{min-height:1.75rem;padding:.1rem .5rem}
    mark,.mention{background:var(--mark);color:inherit;border-radius:2px}
    .actions{font-size:.9375rem}
    .actions a,.sorting a{display:inline-block;min-height:1.5rem}
    table{border-collapse:collapse;margin:.5rem 0;font-size:.9375rem}
    th,td{border-bottom:1px solid var(--edge);padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top}
    th{font-weight:600}
    .number{font-variant-numeric:tabular-nums;color:var(--soft);white-space:nowrap}
    td.number{text-align:right}
    .facet ul{list-style:none;padding:0;margin:0}
    .facet li{display:flex;justify-content:space-between;gap:.5rem}
    .facet li a{text-decoration:none;min-height:1.5rem;display:inline-block}
    .facet li a[aria-current]{font-weight:700}
    .facet ul:not(.years) a::before{content:"\u{2610} ";content:"\u{2610} " / ""}
    .facet ul:not(.years) a[aria-current]::before{content:"\u{2611} ";content:"\u{2611} " / ""}
    .facet h2{text-transform:capitalize}
    .facet summary{min-height:1.5rem;cursor:pointer;color:var(--link)}
    .facet .years{display:flex;flex-wrap:wrap;gap:2px}
    .facet .years li{display:block}
    .facet .years a{display:block;width:24px;text-align:center}
    .facet .years .year{display:block;font-size:.75rem;line-height:1.2}
    .facet .years{touch-action:pan-y}
    .facet .years a.brushed rect{fill:var(--badge)}
    .between{display:flex;flex-wrap:wrap;gap:.35rem;align-items:center;margin:.35rem 0}
    .between input{width:5rem}
    .bar rect,.timeline .now{fill:var(--link)}
    .facet .years a[aria-current] rect{fill:var(--badge)}
    .timeline{width:100%;max-width:40rem;display:block}
    .timeline .past{fill:var(--edge)}
    .timeline .now{opacity:.35}
    .timeline text{font-size:12px;fill:var(--ink)}
    .timeline .year{fill:var(--soft);font-size:11px}
    .level1{padding-left:1rem!important}.level2{padding-left:2rem!important}.level3{padding-left:3rem!important}.level4{padding-left:4rem!important}.level5{padding-left:5rem!important}.level6{padding-left:6rem!important}
    .tree{list-style:none;padding:0}
    .tree a{display:inline-block;min-height:1.5rem}
    .deprecated{color:var(--soft)}
    .facts{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem 1rem;margin:.5rem 0}
    .facts dt{color:var(--soft)}
    .facts dd{margin:0}
    .text{white-space:pre-wrap;border:1px solid var(--edge);border-radius:6px;padding:.75rem;max-height:40rem;overflow:auto}
    .ask{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.75rem 0}
    .wide{overflow-x:auto;position:relative}
    .coverage th[scope=col]{min-width:5rem}
    .none{color:var(--soft);text-align:right}
    .paging{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
    .paging a{padding:.25rem .5rem}
    kbd{font:inherit;font-family:ui-monospace,monospace;border:1px solid var(--edge);border-radius:4px;padding:0 .35rem}
    .proposals{position:absolute;top:100%;left:0;right:0;z-index:2;margin:0;padding:0;list-style:none;background:var(--paper);border:1px solid var(--soft);border-radius:0 0 6px 6px;max-height:24rem;overflow:auto}
    .proposals li{padding:.35rem .6rem;min-height:1.75rem;cursor:pointer}
    .proposals li[aria-selected=true]{background:var(--fill);outline:2px solid var(--link);outline-offset:-2px}
    .proposals small{color:var(--soft);margin-left:.5rem}
    .find{display:flex;gap:.35rem;margin:.25rem 0}
    .find input{flex:1;min-width:0}
    @media (max-width:48rem){.to-rail{display:block}.columns{grid-template-columns:minmax(0,1fr)}header form{flex-basis:100%;order:3}.level3,.level4,.level5,.level6{padding-left:2.5rem!important}}
    @media print{header,footer,.rail,.actions,.sorting,.paging,.skip,.ask,.answers,.tabs{display:none}.columns{display:block}.card{break-inside:avoid}a{color:inherit;text-decoration:none}.text{max-height:none;border:0}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

    """
}
