"""Makes a case of N cards (10,000 unless said) for measuring the desk, and the same rows as an SQLite table for Datasette.

    python3 make_case.py FOLDER [N]

Everything comes from one seed; names and sentences are made up.
"""

import datetime
import pathlib
import random
import sqlite3
import sys

MONTHS = "January February March April May June July August September October November December".split()


def main():
    folder = pathlib.Path(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    draw = random.Random(1950)
    for part in ("cards", "sources", "drafts", "essays"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text('title = "A large case"\nlanguages = ["en"]\n')
    share = lambda part: max(1, size * part // 1000)
    people = [f"person-{n}" for n in range(share(40))]
    bodies = [f"body-{n}" for n in range(share(10))]
    matters = [f"matter-{n}" for n in range(share(40))]
    sources = [f"source-{n}" for n in range(share(110))]
    write = lambda name, cards: (folder / "cards" / f"{name}.card").write_text("\n".join(cards))
    write("people", [f"person: {id}\nname: Person {n} Family{n % 97}\n" for n, id in enumerate(people)])
    write("bodies", [f"body: {id}\nname: Body {n}\ntype: state\n" for n, id in enumerate(bodies)])
    write("matters", [f"matter: {id}\nsays: Plan {n} is carried out before the season ends.\n" for n, id in enumerate(matters)])
    write("sources", [source(draw, id, n, people, sources) for n, id in enumerate(sources)])
    statements = [f"statement-{n}" for n in range(share(500))]
    write("statements", [statement(draw, id, people, matters, sources) for id in statements])
    write("events", [event(draw, f"event-{n}", people, bodies, matters, sources) for n in range(share(240))])
    write("arguments", [argument(draw, f"argument-{n}", matters, statements) for n in range(share(55))])
    write("questions", [question(draw, f"question-{n}", people, matters) for n in range(min(20, share(5)))])
    (folder / "sources" / "large.txt").write_text("\n\n".join(paragraph(draw, n) for n in range(400)))
    table(folder)


def day(draw):
    drawn = datetime.date(1949, 1, 1) + datetime.timedelta(days=draw.randrange(730))
    return f"{drawn.day} {MONTHS[drawn.month - 1]} {drawn.year}"


def source(draw, id, n, people, sources):
    lines = [f"source: {id}", "type: telegram", f"title: Telegram no. {n} on the state of the plans", f"author: {draw.choice(people)}", f"dated: {day(draw)}"]
    if n > 10 and draw.random() < 0.2:
        lines.append(f"derives-from: {sources[draw.randrange(n)]}, quoted")
    return "\n".join(lines) + "\n"


def statement(draw, id, people, matters, sources):
    who, what = draw.choice(people), draw.choice(matters)
    return (f"statement: {id}\nfrom: {draw.choice(sources)}, p. {draw.randrange(400)}\ngrade: {draw.choice(['weak', 'fair', 'strong'])}\n"
            f"because: Written {draw.randrange(9)} years later by one who was there.\nspeaker: {who}\nsaid-on: {day(draw)}\n"
            f"says: The speaker had heard of it from the others that week.\nmeans: {who} knew {what} on {day(draw)}\n")


def event(draw, id, people, bodies, matters, sources):
    sender, recipient = draw.sample(people, 2)
    return (f"event: {id}\nfrom: {draw.choice(sources)}\ntype: message\ntitle: A message of {sender} to {recipient}\nwhen: {day(draw)}\n"
            f"sender: {sender}\nrecipient: {recipient}\nsent: {draw.choice(['yes', 'yes', 'maybe', 'no'])}\ntells: {draw.choice(matters)}\n")


def argument(draw, id, matters, statements):
    side = draw.choice(["for", "against"])
    return (f"argument: {id}\n{side}: {draw.choice(matters)}\npremise: {draw.choice(statements)}\nscheme: testimony\n"
            f"grade: {draw.choice(['weak', 'fair', 'strong'])}\nbecause: One witness among several.\n")


def question(draw, id, people, matters):
    matter = draw.choice(matters)
    return f"question: {id}\nasks: Was {matter} known and carried out?\nask: verdict {matter}\nask: {draw.choice(people)} knew {matter} on 1 June 1950\nmatter: {matter}\n"


def paragraph(draw, n):
    words = "the plan and its date were known to few before the season ended while others heard of them from letters".split()
    sentence = lambda: " ".join(draw.choices(words, k=14)).capitalize() + "."
    return " ".join(sentence() for _ in range(5))


def table(folder):
    """The statements as a table, for Datasette."""
    base = sqlite3.connect(folder / "case.sqlite")
    base.execute("create table if not exists statements (id text primary key, source text, grade text, speaker text, said_on text, says text, means text)")
    rows = []
    for card in (folder / "cards" / "statements.card").read_text().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in card.strip().splitlines())
        rows.append([fields[name] for name in ("statement", "from", "grade", "speaker", "said-on", "says", "means")])
    base.executemany("insert or replace into statements values (?, ?, ?, ?, ?, ?, ?)", rows)
    base.commit()


main()
