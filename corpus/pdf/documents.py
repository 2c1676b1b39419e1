"""One invented document as data: headings, paragraphs with marks, quotations, lists, and the notes they call."""
import random

import words

SYMBOLS = ["*", "†", "‡", "§", "¶"]


def document(seed, lang, pages, per=3, long_notes=0.1, quotes=True, lists=True, headings=True, restart=None, symbols=False):
    """Blocks of about `pages` pages. `per` is the number of sentences to a mark; `restart` says what numbers restart on
    ("heading"); numbers that restart on each page are left to the printer, and then only keys are compared."""
    r = random.Random(seed)
    doc = {"lang": lang, "title": words.TITLES[lang], "author": r.choice(words.PEOPLE[lang]), "blocks": [], "notes": []}
    amount = int(pages * (22 if words.is_han(lang) else 17 if lang == "ko" else 16))
    number, heads, since = 0, list(words.HEADINGS[lang]), 99
    while amount > 0:
        if headings and since > r.randint(4, 7) and heads:
            doc["blocks"].append({"kind": "heading", "text": heads.pop(0), "runs": None})
            since = 0
            if restart == "heading":
                number = 0
        kind = "body"
        if quotes and r.random() < 0.12 and since > 0:
            kind = "quote"
        elif lists and r.random() < 0.05 and since > 0:
            kind = "list"
        count = r.randint(2, 7) if kind == "body" else r.randint(1, 3)
        since += 1
        amount -= count
        runs = []
        for nth in range(count):
            text = words.sentence(r, lang)
            gap = "" if words.is_han(lang) or nth == 0 else " "
            if r.random() < 1 / per and kind != "list":
                number += 1
                key = f"n{len(doc['notes']) + 1}"
                printed = SYMBOLS[(number - 1) % len(SYMBOLS)] if symbols else str(number)
                long = r.randint(3, 9) if r.random() < long_notes else 0
                doc["notes"].append({"key": key, "number": printed, "text": words.note(r, lang, long)})
                where = r.choice(["end", "end", "end", "inside"]) if not words.is_han(lang) and lang != "ko" else "end"
                comma = text.find(", ")
                if where == "inside" and comma > 0:
                    runs += [gap + text[: comma + 1], {"note": key, "number": printed}, text[comma + 1 :]]
                else:
                    runs += [gap + text, {"note": key, "number": printed}]
            else:
                runs.append(gap + text)
        doc["blocks"].append({"kind": kind, "runs": runs})
    return doc


def gold(doc, name, style, furniture=()):
    """The document in the form in which readings are scored."""
    paragraphs = []
    marks = []
    for block in doc["blocks"]:
        if block["kind"] == "heading":
            paragraphs.append({"text": block["text"], "kind": "heading", "marks": []})
            continue
        text, own = "", []
        for run in block["runs"]:
            if isinstance(run, dict):
                own.append({"note": run["note"], "number": run["number"], "offset": len(text)} | ({"lost": True} if run.get("lost") else {}))
                marks.append({"note": run["note"], "before": text[-200:]})
            else:
                text += run
        kind = "list" if block["kind"] == "list" else "body"
        paragraphs.append({"text": text, "kind": kind, "marks": own})
    notes = [dict(note, pages=[1]) for note in doc["notes"]]
    return {
        "id": name,
        "style": style,
        "gold": {"paragraphs": paragraphs, "notes": notes, "furniture": list(furniture), "debris": []},
        "notes": [{"key": n["key"], "text": n["text"]} for n in notes],
        "marks": marks,
        "paragraph_count": len(paragraphs),
    }
