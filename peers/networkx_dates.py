"""Check and bounds of a simple temporal problem with networkx, the faster of its two ways.

Reads `points` and then one arc a line, `tail head weight`, meaning t(head) - t(tail) <= weight. Writes for each round
the processor seconds of checking and bounding, without the time of building the graphs; and then the sum of all bounds.
"""
import sys
import time

import networkx as nx

rounds = int(sys.argv[1])
points = int(sys.stdin.readline())
least = {}
for line in sys.stdin:
    tail, head, weight = map(int, line.split())
    if weight < least.get((tail, head), weight + 1):
        least[tail, head] = weight
graph = nx.DiGraph()
graph.add_nodes_from(range(points))
graph.add_weighted_edges_from((t, h, w) for (t, h), w in least.items())
back = graph.reverse()


def bellman_ford(of):
    return nx.single_source_bellman_ford_path_length(of, 0)


def goldberg_radzik(of):
    return nx.goldberg_radzik(of, 0)[1]


ways = [bellman_ford, goldberg_radzik]
for number in range(rounds):
    times = []
    for way in ways:
        begun = time.process_time()
        latest, earliest = way(graph), way(back)
        times.append(time.process_time() - begun)
    if number == 0:
        ways = [ways[times.index(min(times))]]
        print(min(times), ways[0].__name__, len(latest) + len(earliest), sum(latest.values()) - sum(earliest.values()))
    else:
        print(times[0])
