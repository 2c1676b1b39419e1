"""Notes in the margin: which notes of a document stand there and what calls them, and the words that set them."""
import random

import documents

TEX_SIGNS = {"†": "\\textdagger{}", "‡": "\\textdaggerdbl{}", "§": "\\textsection{}", "¶": "\\textparagraph{}"}


def renumber(doc, margin):
    """Notes go to the margin, every `feet`-th of them to the foot of the page. `sign` says what calls those in the
    margin: "number", "letter", "symbol" or None; the others are numbered."""
    counts, places = {"margin": 0, "foot": 0}, {}
    for nth, note in enumerate(doc["notes"]):
        feet = margin.get("feet")
        place = "foot" if feet and nth % feet == 1 else "margin"
        counts[place] += 1
        count = counts[place]
        own = margin.get("sign") if place == "margin" else margin.get("foot_sign", "number")
        printed = {"number": str(count), "letter": chr(97 + (count - 1) % 26), "symbol": documents.SYMBOLS[(count - 1) % 5], None: ""}[own]
        note["number"], places[note["key"]] = printed, place
    for block in doc["blocks"]:
        for run in block["runs"] or []:
            if isinstance(run, dict):
                run["place"], run["number"] = places[run["note"]], next(n["number"] for n in doc["notes"] if n["key"] == run["note"])
                if not run["number"]:
                    run["lost"] = True


def label(doc, kind):
    """What stands in the margin and is no note: names of parts, or the pages of another edition. Returned as furniture."""
    r, out, page = random.Random(len(doc["blocks"])), [], 118
    for block in doc["blocks"]:
        if block["kind"] != "body" or r.random() < 0.3:
            continue
        if kind == "parts":
            block["beside"] = r.choice(["Supply of the fleet", "The first offer", "Winter quarters", "Views of the council"])
        else:
            page += 1
            block["beside"] = f"[{page}]" if kind == "brackets" else str(page)
            block["beside_at"] = r.randint(1, 30)
        out.append(block["beside"])
    return out


def tex_preamble(doc, margin):
    side, width, gap = margin.get("side", "outer"), margin.get("width", "4cm"), margin.get("gap", "11pt")
    inner, outer = {"left": ("right", "left"), "right": ("left", "right")}.get(side, ("inner", "outer"))
    lines = [f"\\usepackage[a4paper,{inner}=2.2cm,{outer}=6.2cm,top=2.8cm,bottom=2.8cm,marginparwidth={width},marginparsep={gap}]{{geometry}}"]
    lines.append("\\extrafloats{300}\\usepackage{ragged2e,mparhack}")
    lines.append("\\sloppy\\emergencystretch=3em")
    if side == "left":
        lines.append("\\reversemarginpar")
    size, align = margin.get("size", "\\footnotesize"), margin.get("align", "\\RaggedRight")
    form = margin.get("form", "\\textsuperscript{#1}~")
    head = "" if margin.get("sign") is None else form
    call = "" if margin.get("sign") is None else "\\textsuperscript{#1}"
    lines.append(f"\\newcommand\\beside[2]{{{call}\\marginpar{{{align}{size} {head}#2}}}}")
    lines.append("\\newcommand\\edge[1]{\\marginpar{%s #1}}" % margin.get("label_type", "\\small\\itshape"))
    return lines


def tex_note(run, text, margin):
    sign = TEX_SIGNS.get(run["number"], run["number"])
    own = {"tufte": f"\\sidenote{{{text}}}", "sidenotes": f"\\sidenote{{{text}}}"}.get(margin.get("package"), f"\\beside{{{sign}}}{{{text}}}")
    if margin.get("package") == "tufte" and margin.get("sign") is None:
        own = f"\\marginnote{{{text}}}"
    return own if run["place"] == "margin" else f"\\footnote{{{text}}}"


def typst_preamble(margin):
    left = margin.get("side") == "left"
    x = "1.2cm" if left else "page.width - 5.2cm"
    return """
#let lowest = state("lowest", (page: 0, y: 0pt))
#let beside(sign, words) = {
  if sign != none { super(sign) }
  context {
    let here-at = here().position()
    let last = lowest.get()
    let y = if last.page == here-at.page { calc.max(here-at.y, last.y) } else { here-at.y }
    let own = block(width: 4cm, { set par(justify: false, first-line-indent: 0pt, leading: 0.5em); set text(size: 8.5pt); if sign != none { super(sign); sym.space.nobreak }; words })
    lowest.update((page: here-at.page, y: y + measure(own).height + 4pt))
    box(place(dx: XX - here-at.x, dy: y - here-at.y - 0.5em, own))
  }
}
""".replace("XX", x)


def css(margin):
    side = "left" if margin.get("side") == "left" else "right"
    own = f".side{{float:{side};clear:{side};width:4.2cm;margin-{side}:-4.9cm;font-size:8.5pt;line-height:1.3;text-indent:0;text-align:left;margin-bottom:4pt}}"
    return own + f"blockquote .side{{margin-{side}:calc(-4.9cm - 26.67px)}}body{{padding-{side}:5cm}}"
