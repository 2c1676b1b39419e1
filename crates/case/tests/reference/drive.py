"""Makes many small workloads with the slow reference and answers them, all in one process.

drive.py BENCH who|stn|af COUNT [FIRST]: one JSON object a line, {"workload": [records], "answers": [...]}.
"""
import argparse, json, os, random, sys

bench, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
first = int(sys.argv[4]) if len(sys.argv) > 4 else 0
sys.dont_write_bytecode = True
sys.path.insert(0, bench)
import gen
import reference

made = []
gen.out = lambda record: made.append(json.loads(json.dumps(record)))


def make(maker, **options):
    made.clear()
    maker(argparse.Namespace(**options))
    return made[:]


def who(seed, rng):
    small = seed % 4 == 0
    records = make(
        gen.who, seed=seed, msgs=rng.randint(15, 30) if small else rng.randint(30, 160),
        actors=rng.randint(7, 14), props=rng.randint(1, 6), topics=rng.randint(1, 3),
        horizon=rng.choice((40, 120, 300)), exact=rng.random() < 0.2, hubs=rng.random() < 0.3,
        queries=12 if small else 40, qprops=0)
    if rng.random() < 0.5:  # several records of one document
        for i, record in enumerate(r for r in records if r["k"] in ("msg", "attest")):
            record["doc"] = "s%d" % (i // 3)
    answers = reference.solve_who(records)
    if small:
        queries = [r for r in records if r["k"] == "query"]
        for answer, query in zip(answers, queries):
            answer["critical"] = sorted(set(reference.critical(records, query)))
    return records, answers


def stn(seed, rng):
    points = rng.randint(41, 90) if seed % 5 == 0 else rng.randint(4, 40)
    bad, cycle = rng.choice((0, 0, 1, 2)), rng.randint(2, 40 if points > 40 else max(2, points // 2))
    records = make(gen.stn, seed=seed, points=points, edges=bad * cycle + rng.randint(points, 4 * points),
                   bad=bad, cycle=cycle)
    return records, [reference.solve_stn(records)]


def af(seed, rng):
    records = make(gen.af, seed=seed, args=rng.randint(4, 60), deg=rng.randint(1, 3),
                   kind=("er", "tree", "layer")[seed % 3], iccma=False)
    attacks = [(r["from"], r["to"]) for r in records[1:]]
    return records, reference.grounded(records[0]["args"], attacks)


for seed in range(first, first + count):
    workload, answers = {"who": who, "stn": stn, "af": af}[kind](seed, random.Random(seed))
    print(json.dumps({"workload": workload, "answers": answers}))
