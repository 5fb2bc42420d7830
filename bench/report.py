"""Figures as Markdown tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What one case cost; times in milliseconds, `constant` is the rate of a constant page of equal size."""

    case: object
    rate: float
    p50: float
    p99: float
    queries: int
    web: float
    postgres: float
    valkey: float
    constant: float
    constant_cpu: float
    size: int

    @property
    def cpu(self):
        """CPU of web server, PostgreSQL and Valkey together."""
        return self.web + self.postgres + self.valkey


def table(title, figures):
    """One table for one way of serving."""
    head = (
        "| 요청 | 요청/초 | p50 ms | p99 ms | 쿼리 | CPU ms: 웹 + PG + 캐시 = 합 | 고정 페이지 대비 | 옛 API | 목표 |"
    )
    rows = [
        f"| {figure.case.name} | {figure.rate:,.0f} | {figure.p50:.1f} | {figure.p99:.1f} | {figure.queries} "
        f"| {figure.web:.2f} + {figure.postgres:.2f} + {figure.valkey:.2f} = **{figure.cpu:.2f}** "
        f"| {figure.rate / figure.constant:.0%} "
        f"({figure.cpu / figure.constant_cpu:.1f} × CPU, {figure.size / 1024:.0f} KB) "
        f"| {figure.case.old} | {figure.case.aim} |"
        for figure in figures
    ]
    return "\n".join([f"### {title}", "", head, "|---|--:|--:|--:|--:|--:|--:|--:|---|", *rows, ""])


def comparison(small, large, *, sizes):
    """How much more each case costs on the larger of two databases; rows of a name and CPU milliseconds."""
    rows = [
        f"| {name} | {float(before):.2f} | {float(after):.2f} | {float(after) / float(before):.2f} × |"
        for (name, before), (_, after) in zip(small, large, strict=True)
    ]
    head = [
        "### CPU ms: 큰 데이터베이스",
        "",
        f"| 요청 | {sizes[0]:,} | {sizes[1]:,} | 비율 (목표 ≤ 1.3) |",
        "|---|--:|--:|--:|",
    ]
    return "\n".join([*head, *rows, ""])


def derived(figures):
    """The ratios that the issue asks for."""
    by_key = {figure.case.key: figure.cpu for figure in figures}
    return (
        f"깊은 쪽 / 1쪽: {by_key['deep'] / by_key['list']:.2f} × (목표 ≤ 1.3) · "
        f"검색 / 목록: {by_key['search'] / by_key['list']:.2f} × (목표 ≤ 2)\n"
    )
