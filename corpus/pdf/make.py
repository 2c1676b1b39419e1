#!/usr/bin/env python3
"""Make the trial PDFs: invented texts set by LaTeX, Typst, LibreOffice and Chromium, each with the gold that made it.

  make.py OUT [NAME…]     make all, or the named ones, in the folder OUT
  make.py OUT --samples   make the small ones kept in `samples`
  make.py --list          the styles

Each OUT/NAME/ holds input.pdf and gold.json; OUT/gold.jsonl and OUT/paths.jsonl hold them all for the scorers.
The same seed gives the same text. Styles whose name ends in an even digit of their number are set aside for measuring.
Needs what apt-get calls texlive-xetex texlive-latex-extra texlive-lang-{cyrillic,german,french}, libreoffice-writer,
chromium, fonts-noto-cjk, and Python's typst; what is missing is left out and said.
"""
import json
import os
import shutil
import subprocess
import sys

import documents
import margins
import setters

# name: setter, language, pages, how the document is made, how it is set
STYLES = {
    "01-tex-plain": ("pdflatex", "en", 6, {}, {"head": True}),
    "02-tex-two-columns": ("pdflatex", "en", 5, {}, {"twocolumn": True}),
    "03-tex-notes-in-columns": ("pdflatex", "en", 5, {"per": 2}, {"twocolumn": True, "size": "11pt"}),
    "04-tex-symbols-by-page": ("pdflatex", "en", 5, {"symbols": True, "per": 7}, {"perpage": True, "symbols": True}),
    "05-tex-german": ("pdflatex", "de", 6, {}, {"head": True}),
    "06-tex-french": ("pdflatex", "fr", 5, {}, {}),
    "07-tex-russian": ("pdflatex", "ru", 5, {}, {}),
    "08-tex-long-notes": ("pdflatex", "en", 6, {"long_notes": 0.6}, {"small_page": True}),
    "09-tex-chapters": ("pdflatex", "en", 10, {"restart": "heading"}, {"chapters": True, "head": True}),
    "10-tex-endnotes": ("pdflatex", "en", 6, {}, {"endnotes": True, "head": True}),
    "11-tex-multicol-notes-across": ("pdflatex", "en", 5, {}, {"multicol": 2}),
    "12-tex-initials": ("pdflatex", "en", 5, {}, {"initials": True, "parskip": True}),
    "13-tex-notes-at-right": ("pdflatex", "en", 5, {}, {"twocolumn": True, "ftnright": True}),
    "14-tex-ot1": ("pdflatex", "de", 4, {}, {"ot1": True}),
    "15-xetex-korean": ("xelatex", "ko", 5, {}, {"head": True}),
    "16-xetex-chinese": ("xelatex", "zh-hans", 4, {}, {"head": True}),
    "17-xetex-chinese-two-columns": ("xelatex", "zh-hant", 4, {}, {"twocolumn": True}),
    "18-xetex-russian": ("xelatex", "ru", 5, {}, {"font": "Liberation Serif", "head": True}),
    "19-xetex-korean-two-columns": ("xelatex", "ko", 4, {}, {"twocolumn": True}),
    "20-xetex-english": ("xelatex", "en", 6, {"long_notes": 0.3}, {"font": "DejaVu Serif", "paren": True}),
    "21-typst-plain": ("typst", "en", 6, {}, {"head": True}),
    "22-typst-two-columns": ("typst", "de", 5, {}, {"columns": 2}),
    "23-typst-korean": ("typst", "ko", 5, {}, {"head": True}),
    "24-typst-chinese": ("typst", "zh-hans", 4, {}, {}),
    "25-typst-russian": ("typst", "ru", 5, {}, {"columns": 2, "head": True}),
    "26-typst-side-text": ("typst", "fr", 5, {}, {"side": True, "head": True}),
    "27-chromium-endnotes": ("chromium", "en", 6, {}, {}),
    "28-chromium-korean": ("chromium", "ko", 5, {}, {}),
    "29-chromium-columns": ("chromium", "en", 5, {}, {"columns": 2}),
    "30-chromium-chinese": ("chromium", "zh-hant", 4, {}, {}),
    "31-office-plain": ("office", "en", 6, {}, {"head": True}),
    "32-office-german": ("office", "de", 6, {"long_notes": 0.3}, {"head": True}),
    "33-office-korean": ("office", "ko", 5, {}, {}),
    "34-office-russian": ("office", "ru", 5, {}, {"head": True}),
    "35-office-endnotes": ("office", "en", 6, {}, {"endnotes": True}),
    "36-office-columns": ("office", "en", 5, {}, {"columns": 2}),
    "37-tex-three-columns": ("pdflatex", "en", 4, {"quotes": False}, {"multicol": 3, "landscape": True}),
    "38-tex-small-quotations": ("pdflatex", "en", 6, {}, {"head": True, "small_quotes": True, "table": True}),
    "39-tex-notes-after-number-dot": ("pdflatex", "en", 6, {"long_notes": 0.2}, {"dot": True, "head": True}),
    "40-xetex-chinese-circles": ("xelatex", "zh-hans", 4, {}, {"head": True, "perpage": True}),
    "41-office-chapters": ("office", "fr", 8, {}, {"head": True}),
    "42-typst-long-notes": ("typst", "en", 6, {"long_notes": 0.5}, {"small_page": True}),
    # Notes in the margin, and what stands there besides.
    "43-margin-numbers": ("pdflatex", "en", 6, {"per": 6, "long_notes": 0}, {"margin": {"sign": "number", "side": "right"}}),
    "44-margin-two-sides-german": ("pdflatex", "de", 7, {"per": 5, "long_notes": 0}, {"margin": {"sign": "number"}, "twoside": True, "head": True}),
    "45-margin-letters-left": ("pdflatex", "en", 6, {"per": 6, "long_notes": 0}, {"margin": {"sign": "letter", "side": "left", "size": "\\scriptsize"}}),
    "46-margin-unsigned-two-sides": ("pdflatex", "en", 7, {"per": 7, "long_notes": 0}, {"margin": {"sign": None}, "twoside": True, "head": True}),
    "47-margin-tufte": ("pdflatex", "en", 7, {"per": 6, "headings": False, "long_notes": 0}, {"margin": {"package": "tufte", "sign": "number"}}),
    "48-margin-and-feet": ("pdflatex", "en", 7, {"per": 4, "long_notes": 0}, {"margin": {"sign": "letter", "side": "right", "feet": 3}}),
    "49-margin-long-notes": ("pdflatex", "en", 6, {"per": 6, "long_notes": 0.2}, {"margin": {"sign": "number", "side": "right", "form": "#1.\\ ", "gap": "16pt"}}),
    "50-margin-typst": ("typst", "en", 6, {"per": 6, "long_notes": 0}, {"margin": {"sign": "number"}, "head": True}),
    "51-margin-typst-unsigned-left": ("typst", "de", 6, {"per": 8, "long_notes": 0}, {"margin": {"sign": None, "side": "left"}}),
    "52-margin-chromium": ("chromium", "en", 6, {"per": 6, "long_notes": 0}, {"margin": {"sign": "number"}}),
    "53-margin-chromium-unsigned-left": ("chromium", "fr", 6, {"per": 8, "long_notes": 0}, {"margin": {"sign": None, "side": "left"}}),
    "54-margin-symbols": ("pdflatex", "en", 6, {"per": 7, "long_notes": 0}, {"margin": {"sign": "symbol", "side": "right", "align": ""}}),
    "55-margin-lines-left-notes-right": ("pdflatex", "en", 5, {"per": 7, "long_notes": 0}, {"margin": {"sign": "number", "side": "right"}, "lines": "left,modulo"}),
    "56-lines-and-feet": ("pdflatex", "en", 5, {}, {"lines": "right,pagewise", "head": True}),
    "57-names-of-parts-in-margin": ("pdflatex", "en", 6, {"per": 4, "long_notes": 0}, {"labels": "parts"}),
    "58-pages-of-another-edition": ("pdflatex", "en", 6, {"per": 4, "long_notes": 0}, {"labels": "brackets", "twoside": True}),
    "59-margin-korean-and-feet": ("xelatex", "ko", 6, {"per": 5, "long_notes": 0}, {"margin": {"sign": "number", "side": "right", "feet": 4, "foot_sign": "symbol"}, "symbols": True}),
    "60-margin-chinese-typst": ("typst", "zh-hans", 5, {"per": 5, "long_notes": 0}, {"margin": {"sign": "number", "side": "left"}}),
    "71-margin-chromium-letters": ("chromium", "de", 6, {"per": 7, "long_notes": 0}, {"margin": {"sign": "letter"}}),
    "72-margin-tufte-unsigned": ("pdflatex", "en", 6, {"per": 8, "headings": False, "long_notes": 0}, {"margin": {"package": "tufte", "sign": None}}),
    "73-margin-bare-pages": ("pdflatex", "fr", 6, {"per": 4, "long_notes": 0}, {"labels": "figures"}),
    "74-margin-sidenotes-package": ("pdflatex", "en", 6, {"per": 5, "long_notes": 0}, {"margin": {"package": "sidenotes", "sign": "number", "feet": 5, "foot_sign": "symbol"}, "symbols": True, "twoside": True}),
}

# Small ones that are kept in the repository, so that its tests need none of the programs.
SAMPLES = {
    "61-tex-two-columns": ("pdflatex", "en", 2, {}, {"twocolumn": True, "head": True}),
    "62-tex-symbols": ("pdflatex", "en", 2, {"symbols": True, "per": 6}, {"perpage": True, "symbols": True}),
    "63-tex-bitmap-russian": ("pdflatex", "ru", 1, {}, {"head": True}),
    "64-tex-initials-long-notes": ("pdflatex", "en", 2, {"long_notes": 0.4}, {"initials": True, "head": True}),
    "65-typst-raised-glyphs": ("typst", "fr", 2, {}, {"side": True, "head": True}),
    "66-xetex-chinese": ("xelatex", "zh-hant", 2, {}, {"head": True}),
    "67-office-columns": ("office", "de", 2, {}, {"columns": 2, "head": True}),
    "68-chromium-endnotes": ("chromium", "en", 1, {"headings": False}, {"columns": 2}),
    "69-tex-endnotes": ("pdflatex", "en", 2, {}, {"endnotes": True, "head": True}),
    "70-tex-three-columns": ("pdflatex", "de", 2, {"quotes": False}, {"multicol": 3, "landscape": True, "head": True}),
    "75-tex-margin-and-feet": ("pdflatex", "en", 2, {"per": 5, "long_notes": 0}, {"margin": {"sign": "letter", "feet": 4}, "twoside": True, "head": True}),
    "76-tex-lines-and-names": ("pdflatex", "en", 4, {"per": 4, "long_notes": 0}, {"labels": "parts", "lines": "left,modulo"}),
    "77-chromium-margin-unsigned": ("chromium", "fr", 1, {"per": 6, "long_notes": 0}, {"margin": {"sign": None}}),
}


def make(out, name):
    setter, lang, pages, how, options = (STYLES | SAMPLES)[name]
    doc = documents.document(int(name[:2]) * 7919, lang, pages, **how)
    if options.get("margin"):
        margins.renumber(doc, options["margin"])
    labels = margins.label(doc, options["labels"]) if options.get("labels") else []
    folder = os.path.join(out, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    furniture = getattr(setters, setter)(doc, folder, options)
    gold = documents.gold(doc, name, name, (furniture or []) + labels)
    with open(os.path.join(folder, "gold.json"), "w", encoding="utf-8") as file:
        json.dump(gold, file, ensure_ascii=False)


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(STYLES))
        return
    out, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(STYLES)
    if wanted == ["--samples"]:
        wanted = list(SAMPLES)
    for name in wanted:
        try:
            make(out, name)
        except (OSError, ImportError, subprocess.CalledProcessError) as why:
            print(f"left out {name}: {str(why)[-300:]}", file=sys.stderr)
    with open(os.path.join(out, "gold.jsonl"), "w", encoding="utf-8") as gold, open(os.path.join(out, "paths.jsonl"), "w", encoding="utf-8") as paths:
        for name in sorted(os.listdir(out)):
            if os.path.exists(os.path.join(out, name, "input.pdf")) and os.path.exists(os.path.join(out, name, "gold.json")):
                gold.write(open(os.path.join(out, name, "gold.json"), encoding="utf-8").read() + "\n")
                paths.write(json.dumps({"id": name, "path": f"{name}/input.pdf"}) + "\n")


if __name__ == "__main__":
    main()
