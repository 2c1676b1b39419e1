#!/usr/bin/env bash
# The desk beside Datasette on equal rows, in one run. Needs wrk, curl and Datasette (`pip install datasette`).
#
#     peers/desk/measure.sh [CARDS]        10,000 unless said
#
# Says: time of the first page and of every page after, peak memory, weight of pages, and requests a second with their
# latencies for a page of one row and a page of many, for both.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${KAOZHENG:-target/release/kaozheng}
datasette=${DATASETTE:-datasette}
cards=${1:-10000}
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$folder"' EXIT
python3 peers/desk/make_case.py "$folder/case" "$cards"

"$program" serve "$folder/case" --no-open --port 1957 >"$folder/said" 2>&1 &
desk=$!
until grep -q http "$folder/said"; do sleep 0.05; kill -0 $desk; done
home=http://127.0.0.1:1957
once() { curl -s -o "$folder/page" -w "%{time_total} s  %{size_download} bytes  %{http_code}" "$home$1"; }
echo "first page: $(once /)"
for path in /questions /questions/question-1 /disputes/matter-3 /inbox /originals /originals/large.txt /timeline /knowledge /network \
    /sources /sources/source-20 /cards/statement-3 /kinds/statement /checks /essays '/search?q=plan' /help; do
    printf '%-26s new %s   kept %s\n' "$path" "$(once "$path")" "$(once "$path" | cut -d' ' -f1-2)"
done
awk '/VmHWM/ { printf "peak memory: %d MB\n", $2 / 1024 }' "/proc/$desk/status"

"$datasette" serve "$folder/case/case.sqlite" --port 1958 >/dev/null 2>&1 &
peer=http://127.0.0.1:1958/case/statements
until curl -s -o /dev/null "$peer"; do sleep 0.2; done
load() { wrk -t1 -c"$2" -d5s --latency "$1" | awk '/50%|99%|Requests.sec/ { printf "%s %s   ", $1, $2 }'; echo; }
for round in 1 2 3; do
    echo "round $round, 16 at a time"
    printf '  one row:   desk       '; load "$home/cards/statement-3" 16
    printf '             datasette  '; load "$peer/statement-3" 16
    printf '  100 rows:  desk       '; load "$home/kinds/statement" 16
    printf '             datasette  '; load "$peer?_size=100" 16
done
