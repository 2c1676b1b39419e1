"""Setting a document: LaTeX, Typst, HTML through Chromium, and OpenDocument through LibreOffice."""
import os
import re
import subprocess
from xml.sax.saxutils import escape

import margins

QUIET = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
FONTS = {"ko": "Noto Serif CJK KR", "zh-hans": "Noto Serif CJK SC", "zh-hant": "Noto Serif CJK TC"}


def run(command, folder, times=1):
    env = dict(os.environ, SOURCE_DATE_EPOCH="0", FORCE_SOURCE_DATE="1", HOME=folder)
    for _ in range(times):
        done = subprocess.run(command, cwd=folder, env=env, timeout=300, **QUIET)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command[0], done.stdout)


def clean(folder):
    for name in os.listdir(folder):
        if name not in ("input.pdf", "gold.json"):
            subprocess.run(["rm", "-rf", os.path.join(folder, name)], check=True)


# ---------------------------------------------------------------- LaTeX


def tex(text):
    text = re.sub(r"([%&#_$])", r"\\\1", text)
    return text.replace("“", "``").replace("”", "''").replace("’", "'")


def tex_body(doc, options, tex=tex):
    notes = {n["key"]: n["text"] for n in doc["notes"]}
    command = "\\endnote" if options.get("endnotes") else "\\footnote"
    out, chapter_start = [], True
    for block in doc["blocks"]:
        if block["kind"] == "heading":
            level = "chapter" if options.get("chapters") else "section"
            out.append(f"\\{level}*{{{tex(block['text'])}}}")
            if options.get("chapters"):
                out.append("\\setcounter{footnote}{0}")
            chapter_start = True
            continue
        beside = options.get("margin")
        own = lambda r: margins.tex_note(r, tex(notes[r["note"]]), beside) if beside else command + "{" + tex(notes[r["note"]]) + "}"
        text = "".join(own(r) if isinstance(r, dict) else tex(r) for r in block["runs"])
        if block.get("beside"):
            words = text.split(" ")
            at = min(block.get("beside_at", 1), block["runs"][0].count(" "))
            text = " ".join(words[:at]) + "\\edge{" + tex(block["beside"]) + "} " + " ".join(words[at:])
        if block["kind"] == "quote":
            size = "\\small " if options.get("small_quotes") else ""
            text = f"\\begin{{quotation}}{size}{text}\\end{{quotation}}"
        elif block["kind"] == "list":
            text = f"\\begin{{itemize}}\\item {text}\\end{{itemize}}"
        elif chapter_start and options.get("initials"):
            text = f"\\lettrine{{{text[0]}}}{{{text[1:].split(' ', 1)[0]}}} " + text.split(" ", 1)[1]
        chapter_start = False
        out.append(text)
    return "\n\n".join(out)


def preamble(doc, options):
    margin = options.get("margin", {})
    kind = "report" if options.get("chapters") else "tufte-handout" if margin.get("package") == "tufte" else "article"
    given = [options.get("size", "10pt")] + [o for o in ("twocolumn", "landscape", "twoside") if options.get(o)]
    lines = [f"\\documentclass[{','.join(given)}]{{{kind}}}"]
    if margin.get("package") == "tufte":
        lines.append("\\usepackage{lipsum}")
    elif margin or options.get("labels"):
        lines += margins.tex_preamble(doc, margin)
        if margin.get("package") == "sidenotes":
            lines.append("\\usepackage{sidenotes}")
    elif options.get("small_page"):
        lines.append("\\usepackage[paperwidth=13cm,paperheight=19cm,margin=1.8cm]{geometry}")
    else:
        lines.append("\\usepackage[a4paper,margin=%s]{geometry}" % ("2cm" if options.get("twocolumn") else "3.2cm"))
    feet = [o for o, on in (("perpage", options.get("perpage")), ("symbol", options.get("symbols"))) if on]
    if feet:
        lines.append(f"\\usepackage[{','.join(feet)}]{{footmisc}}")
    if options.get("lines"):
        lines.append("\\usepackage[%s]{lineno}\\linenumbers" % options["lines"])
    for package in ("ftnright", "lettrine"):
        if options.get(package) or package == "lettrine" and options.get("initials"):
            lines.append(f"\\usepackage{{{package}}}")
    if options.get("multicol"):
        lines.append("\\usepackage{multicol}")
    if options.get("endnotes"):
        lines.append("\\usepackage{endnotes}")
    if options.get("parskip"):
        lines.append("\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{7pt}")
    if options.get("dot"):
        lines.append("\\makeatletter\\renewcommand\\@makefntext[1]{\\noindent\\hb@xt@1.8em{\\hss\\@thefnmark.\\ }#1}\\makeatother")
    if options.get("paren"):
        lines.append("\\renewcommand\\thefootnote{\\arabic{footnote})}")
    if options.get("head"):
        lines.append("\\pagestyle{myheadings}\\markright{%s}" % tex(doc["title"]))
    return lines


def finish(doc, options, lines, body):
    lines.append("\\begin{document}\\title{%s}\\author{%s}\\date{}" % (tex(doc["title"]), tex(doc["author"])))
    if options.get("table"):
        body += "\n\n\\begin{tabular}{lrr}Month&Ships&Tons\\\\ January&12&3400\\\\ March&9&2100\\\\ \\end{tabular}"
    if options.get("multicol"):
        body = "\\begin{multicols}{%d}\n%s\n\\end{multicols}" % (options["multicol"], body)
    if options.get("endnotes"):
        body += "\n\n\\theendnotes"
    return "\n".join(lines) + "\n" + body + "\n\\end{document}\n"


def heads(doc, options):
    return [doc["title"]] if options.get("head") else []


def pdflatex(doc, folder, options):
    lines = preamble(doc, options)
    babel = {"ru": "russian"}.get(doc["lang"], "english")
    encoding = "T2A" if doc["lang"] == "ru" else "OT1" if options.get("ot1") else "T1"
    lines[1:1] = [f"\\usepackage[{encoding}]{{fontenc}}", f"\\usepackage[{babel}]{{babel}}"]
    if encoding == "T1":
        lines.insert(2, "\\usepackage{%s}" % options.get("face", "mathptmx"))
    body = tex_body(doc, options)
    if doc["lang"] == "fr":
        body = body.replace(" ;", ";")
    with open(os.path.join(folder, "input.tex"), "w", encoding="utf-8") as file:
        file.write(finish(doc, options, lines, body))
    run(["pdflatex", "-interaction=batchmode", "input.tex"], folder, 4 if options.get("margin") else 2)
    clean(folder)
    return heads(doc, options)


def xelatex(doc, folder, options):
    lines = preamble(doc, options)
    cjk = FONTS.get(doc["lang"])
    lines.insert(1, "\\usepackage{fontspec}")
    if cjk:
        lines.insert(2, f"\\setmainfont{{{cjk}}}\\XeTeXlinebreaklocale \"{doc['lang'][:2]}\"\\XeTeXlinebreakskip=0pt plus 1pt\\relax")
    else:
        lines.insert(2, f"\\setmainfont{{{options.get('font', 'Liberation Serif')}}}")
    if doc["lang"] == "ru":
        lines.insert(2, "\\usepackage[russian]{babel}")
    plain = lambda text: re.sub(r"([%&#_$])", r"\\\1", text)
    with open(os.path.join(folder, "input.tex"), "w", encoding="utf-8") as file:
        file.write(finish(doc, options, lines, tex_body(doc, options, plain)))
    run(["xelatex", "-interaction=batchmode", "input.tex"], folder, 2)
    clean(folder)
    return heads(doc, options)


# ---------------------------------------------------------------- Typst


def typst(doc, folder, options):
    import typst as compiler

    mark = lambda text: re.sub(r"([\\*_`$#@<>\[\]~=/-])", r"\\\1", text)
    notes = {n["key"]: n["text"] for n in doc["notes"]}
    font = FONTS.get(doc["lang"], "Libertinus Serif")
    lang, _, region = doc["lang"].partition("-")
    paper = "width: 13cm, height: 19cm, margin: 1.8cm" if options.get("small_page") else 'paper: "a4"'
    page = [paper, 'numbering: "1"']
    margin = options.get("margin")
    sign = lambda run: '"%s"' % run["number"] if run["number"] else "none"
    if margin:
        page.append("margin: (left: 6cm, right: 2.2cm, y: 2.5cm)" if margin.get("side") == "left" else "margin: (left: 2.2cm, right: 6cm, y: 2.5cm)")
    if options.get("head"):
        page.append(f"header: [#emph[{mark(doc['title'])}]]")
    if options.get("columns"):
        page.append(f"columns: {options['columns']}")
    if options.get("side"):
        page.append("background: place(left + horizon, dx: 0.6cm, rotate(-90deg, reflow: true)[#text(8pt)[Dépôt du ministère, exemplaire de travail]])")
    out = [f"#set page({', '.join(page)})", f'#set text(font: "{font}", lang: "{lang}", size: 10.5pt)']
    out.append("#set par(justify: true, first-line-indent: 1.5em, spacing: 0.65em, leading: 0.65em)")
    if margin:
        out.append(margins.typst_preamble(margin))
    out.append("#show heading: set block(above: 1.4em, below: 1em)")
    for block in doc["blocks"]:
        if block["kind"] == "heading":
            out.append("= " + mark(block["text"]))
            continue
        own = lambda r: f"#beside({sign(r)})[{mark(notes[r['note']])}]" if r.get("place") == "margin" else f"#footnote[{mark(notes[r['note']])}]"
        text = "".join(own(r) if isinstance(r, dict) else mark(r) for r in block["runs"])
        text = re.sub(r"\](?=[(\[.])", "];", text)
        if block["kind"] == "quote":
            text = f"#quote(block: true)[{text}]"
        elif block["kind"] == "list":
            text = "- " + text
        out.append(text)
    path = os.path.join(folder, "input.typ")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n\n".join(out))
    compiler.compile(path, output=os.path.join(folder, "input.pdf"))
    clean(folder)
    return heads(doc, options) + (["Dépôt du ministère, exemplaire de travail"] if options.get("side") else [])


# ---------------------------------------------------------------- Chromium


def chromium(doc, folder, options):
    notes = {n["key"]: n for n in doc["notes"]}
    lang, _, region = doc["lang"].partition("-")
    font = FONTS.get(doc["lang"], "Liberation Serif")
    flow = f"columns:{options['columns']};column-gap:8mm;" if options.get("columns") else ""
    out = [f"<html lang='{lang}'><meta charset='utf-8'><style>body{{font:11pt '{font}';text-align:justify}}main{{{flow}}}"]
    out.append("p{margin:0;text-indent:1.5em}blockquote p{text-indent:0;font-size:10pt}blockquote{margin:.6em 2em}ol{font-size:9pt}</style><main>")
    margin = options.get("margin")
    if margin:
        out.append(f"<style>{margins.css(margin)}</style>")
    sup = lambda run: f"<sup>{run['number']}</sup>" if run["number"] else ""
    call = lambda run: f"{sup(run)}<span class='side'>{sup(run)} {escape(notes[run['note']]['text'])}</span>" if margin else f"<sup>{run['number']}</sup>"
    for block in doc["blocks"]:
        if block["kind"] == "heading":
            out.append(f"<h2>{escape(block['text'])}</h2>")
            continue
        text = "".join(call(r) if isinstance(r, dict) else escape(r) for r in block["runs"])
        shape = {"quote": f"<blockquote><p>{text}</p></blockquote>", "list": f"<ul><li>{text}</li></ul>"}
        out.append(shape.get(block["kind"], f"<p>{text}</p>"))
    head = {"ko": "주", "zh": "注释"}.get(lang, "Notes")
    end = f"<h2>{head}</h2><ol>" + "".join(f"<li>{escape(n['text'])}</li>" for n in notes.values()) + "</ol>"
    out.append("</main>" + ("" if margin else end) + "</html>")
    with open(os.path.join(folder, "input.html"), "w", encoding="utf-8") as file:
        file.write("\n".join(out))
    run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=input.pdf", "input.html"], folder)
    clean(folder)
    if not margin:
        doc["blocks"].append({"kind": "heading", "text": head, "runs": None})
    return []


# ---------------------------------------------------------------- LibreOffice

SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"' for name, path in [("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")])


def office(doc, folder, options):
    notes = {n["key"]: n for n in doc["notes"]}
    font = FONTS.get(doc["lang"], "Liberation Serif")
    kind = "endnote" if options.get("endnotes") else "footnote"

    def note(run):
        own = notes[run["note"]]
        return f'<text:note text:id="{own["key"]}" text:note-class="{kind}"><text:note-citation>{own["number"]}</text:note-citation><text:note-body><text:p text:style-name="Footnote">{escape(own["text"])}</text:p></text:note-body></text:note>'

    body = []
    for block in doc["blocks"]:
        if block["kind"] == "heading":
            body.append(f'<text:h text:outline-level="1" text:style-name="Heading">{escape(block["text"])}</text:h>')
            continue
        text = "".join(note(r) if isinstance(r, dict) else escape(r) for r in block["runs"])
        style = {"quote": "Quote", "list": "Listed"}.get(block["kind"], "Body")
        body.append(f'<text:p text:style-name="{style}">{"• " if style == "Listed" else ""}{text}</text:p>')
    inner = "\n".join(body)
    flow = '<style:columns fo:column-count="2" fo:column-gap="0.7cm"/>' if options.get("columns") else ""
    head = f'<style:header><text:p text:style-name="Head">{escape(doc["title"])}</text:p></style:header>' if options.get("head") else ""
    face = f'style:font-name="F" fo:font-size="11pt" style:font-name-asian="F" style:font-size-asian="11pt"'
    small = f'style:font-name="F" fo:font-size="9pt" style:font-name-asian="F" style:font-size-asian="9pt"'
    flat = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.5cm" fo:text-align="justify"/><style:text-properties {face}/></style:style>
<style:style style:name="Quote" style:family="paragraph"><style:paragraph-properties fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-top="0.2cm" fo:margin-bottom="0.2cm"/><style:text-properties {small}/></style:style>
<style:style style:name="Listed" style:family="paragraph"><style:paragraph-properties fo:margin-left="0.6cm" fo:text-indent="-0.4cm"/><style:text-properties {face}/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:text-properties {small}/></style:style>
<style:style style:name="Footnote" style:family="paragraph"><style:paragraph-properties fo:margin-left="0.5cm" fo:text-indent="-0.5cm"/><style:text-properties {small}/></style:style>
<style:style style:name="Heading" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.3cm" fo:keep-with-next="always"/><style:text-properties style:font-name="F" fo:font-size="14pt" fo:font-weight="bold" style:font-name-asian="F" style:font-size-asian="14pt" style:font-weight-asian="bold"/></style:style>
<text:notes-configuration text:note-class="footnote" style:num-format="1"/><text:notes-configuration text:note-class="endnote" style:num-format="1"/>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm">{flow}</style:page-layout-properties></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="PL">{head}<style:footer><text:p text:style-name="Head"><text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{inner}</office:text></office:body></office:document>"""
    with open(os.path.join(folder, "input.fodt"), "w", encoding="utf-8") as file:
        file.write(flat)
    run(["soffice", "--headless", "--convert-to", "pdf", "input.fodt"], folder)
    clean(folder)
    return heads(doc, options)
