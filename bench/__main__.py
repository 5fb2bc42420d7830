"""`python -m bench [--posts 100000] [--seconds 5] [--compare 1000000]`."""

import argparse
import os
import sys
from itertools import cycle

import django

from bench.data import database, folder, meter
from bench.load import Request, Run, ask
from bench.report import Figure, comparison, derived, table
from bench.server import HOST, serving

SECONDS, CONSTANT_SECONDS, WARM_SECONDS = 6, 3, 1
TURNS = 3
MOST, MOST_WRITES = 60_000, 4_000
CACHED, UNCACHED = 5, 0


def main():
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(prog="make bench", description="사이트의 속도를 잽니다 (127.0.0.1에서만).")
    parser.add_argument("--posts", type=int, default=int(os.environ.get("BENCH_POSTS") or 100_000))
    parser.add_argument("--seconds", type=float, default=SECONDS, help="요청 종류마다 재는 시간")
    parser.add_argument("--compare", type=int, help="더 큰 데이터베이스와 견줍니다. 예: 1000000")
    parser.add_argument("--only", help="이 요청만, 쉼표로. 예: list,detail")
    parser.add_argument("--ballots", action="store_true", help="투표 하나에 초당 200표를 60초 동안 넣고 셉니다.")
    arguments = parser.parse_args()
    if arguments.compare:
        # A process of its own each, because Django connects to one database for good.
        return _compare(arguments)
    if arguments.ballots:
        sys.stdout.write(_hot_poll(arguments.posts))
        return 0
    _show(_measure(arguments, arguments.posts, modes=(CACHED, UNCACHED)))
    return 0


def _compare(arguments):
    found = []
    for posts in (arguments.posts, arguments.compare):
        reader, writer = os.pipe()
        if not (child := os.fork()):
            figures = _measure(arguments, posts, modes=(UNCACHED,))[UNCACHED]
            sys.stdout.write(table(f"캐시 없음, 글 {posts:,}개", figures) + "\n")
            sys.stdout.flush()
            os.write(writer, "\n".join(f"{figure.case.name}\t{figure.cpu}" for figure in figures).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as lines:
            found.append([line.rstrip("\n").split("\t") for line in lines])
        if os.waitpid(child, 0)[1]:
            return 1
    sys.stdout.write(comparison(*found, sizes=(arguments.posts, arguments.compare)))
    return 0


def _hot_poll(posts):
    """Many ballots a second in one poll."""
    with database(posts, _say):
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        django.setup()
        from bench.cases import post_request  # noqa: PLC0415 - models, which need the settings
        from bench.polls import HOT_RATE, HOT_SECONDS, hot_poll  # noqa: PLC0415 - the same

        with serving(cache_seconds=CACHED, log=folder(posts) / "bench-web.log") as (port, pid):
            return hot_poll(port, meter(pid), post_request, rate=HOT_RATE, seconds=HOT_SECONDS, say=_say)


def _measure(arguments, posts, *, modes):
    """Figures of every case by mode (for how many seconds pages are cached)."""
    with database(posts, _say):
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        django.setup()
        return {mode: _measure_mode(arguments, posts, mode) for mode in modes}


def _measure_mode(arguments, posts, cache_seconds):
    from bench.cases import cases  # noqa: PLC0415 - models, which need the settings, which need the servers
    from bench.queries import count_queries  # noqa: PLC0415

    figures = []
    with serving(cache_seconds=cache_seconds, log=folder(posts) / "bench-web.log") as (port, pid):
        gauge = meter(pid)
        for case in cases(posts):
            if arguments.only and case.key not in arguments.only.split(","):
                continue
            _say(f"{'캐시' if cache_seconds else '캐시 없음'}: {case.name}")
            queries = count_queries(case, cache_seconds)
            most = MOST_WRITES if case.is_write else MOST
            warm = ask(HOST, port, case.requests, seconds=WARM_SECONDS, most=most)
            constant = cycle([Request("GET", f"/bench/constant/{warm.size}/")])
            run, limit = Run(), Run()
            cpu, limit_cpu = [0, 0, 0], [0, 0, 0]
            # In turns, because what else the machine does changes from second to second.
            for _turn in range(TURNS):
                _run(port, gauge, case.requests, arguments.seconds / TURNS, most // TURNS, into=(run, cpu))
                _run(port, gauge, constant, CONSTANT_SECONDS / TURNS, MOST, into=(limit, limit_cpu))
            figures.append(
                Figure(
                    case=case,
                    rate=run.rate,
                    p50=run.percentile(0.5),
                    p99=run.percentile(0.99),
                    queries=queries,
                    web=cpu[0] / run.count,
                    postgres=cpu[1] / run.count,
                    valkey=cpu[2] / run.count,
                    constant=limit.rate,
                    constant_cpu=sum(limit_cpu) / limit.count,
                    size=run.size,
                )
            )
    return figures


def _run(port, gauge, requests, seconds, most, *, into):
    """Ask, and add what came and what it cost (CPU milliseconds of web server, PostgreSQL, Valkey) to a run."""
    run, cpu = into
    before = gauge.read()
    run.add(ask(HOST, port, requests, seconds=seconds, most=most))
    cpu[:] = [spent + now - then for spent, now, then in zip(cpu, gauge.read(), before, strict=True)]


def _show(by_mode):
    for mode, figures in by_mode.items():
        sys.stdout.write(table(f"페이지 캐시 {mode}초" if mode else "캐시 없음", figures) + "\n")
        if not mode and {"list", "deep", "search"} <= {figure.case.key for figure in figures}:
            sys.stdout.write(derived(figures))


def _say(line):
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
