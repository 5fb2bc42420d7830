"""`make check` goes on past what fails and names the command that mends it; the lock files are held to the lists."""

import importlib.util
import json
import sys

import pytest

from dev.embedded.data_directory import PROJECT


def program(name):
    """A program of `.ci/`, which is no package, as a module."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", PROJECT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = program("check")
locks = program("locks")


def python(line, mend="make fmt", name=None):
    """A check that runs `line`."""
    return check.Check(name or line, [sys.executable, "-c", line], mend)


def test_checks_go_on_past_those_that_fail_and_name_them_with_what_mends_them():
    said = []
    found = [
        python("print('broken'); raise SystemExit(3)", name="first"),
        python("pass", name="second"),
        python("print('old'); raise SystemExit(1)", "make lock", name="third"),
    ]
    assert check.report(map(check.run, found), said.append) == 1
    assert said[0] == "  ✗ first\nbroken"
    assert said[1].startswith("  ✓ second (")
    assert said[2] == "  ✗ third\nold"
    assert said[-2:] == ["  ✗ first → make fmt", "  ✗ third → make lock"]


def test_checks_that_pass_are_named_and_nothing_else_is_said():
    said = []
    assert check.report([check.run(python("print('noise')", name="only"))], said.append) == 0
    assert [line.partition(" (")[0] for line in said] == ["  ✓ only"]


def test_checks_can_be_chosen_by_name():
    every = check.checks()
    assert [found.name for found in check.chosen(every, ["ruff"])] == ["ruff", "ruff format"]
    assert check.chosen(every, []) == every
    with pytest.raises(SystemExit, match="ruff format"):
        check.chosen(every, ["rough"])


def test_every_check_says_what_mends_it_and_every_target_it_names_exists():
    targets = {line.split(":")[0] for line in (PROJECT / "Makefile").read_text().splitlines() if "  ## " in line}
    for found in check.checks():
        assert found.mend
        named = found.mend.partition("make ")[2].split(",")[0].split()
        assert not found.mend.startswith("make ") or named[0] in targets


def test_deploy_check_sees_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("DEBUG", "1")
    assert "DEBUG" not in check.production()
    assert check.production()["EMBEDDED"] == "0"


@pytest.fixture
def project(tmp_path):
    """Lists and lock files that fit each other."""
    (tmp_path / "requirements.in").write_text("Django~=5.2.0\nenvirons[django]  # settings\n")
    (tmp_path / "requirements.txt").write_text("django==5.2.9 \\\n    --hash=sha256:0\nenvirons==14.0\n    # via x\n")
    (tmp_path / "requirements-dev.in").write_text("-r requirements.in\nruff\n")
    (tmp_path / "requirements-dev.txt").write_text("ruff==0.9 ; python_version > '3' \\\n    --hash=sha256:0\n")
    (tmp_path / "package.json").write_text(json.dumps({"devDependencies": {"biome": "2.6.8"}}))
    packages = {"": {"devDependencies": {"biome": "2.6.8"}}, "node_modules/biome": {"version": "2.6.8"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def test_locks_that_fit_the_lists_are_right(project):
    assert list(locks.problems(project)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("requirements.in", "~=5.2.0", "~=6.0.0", "requirements.txt"),
        ("requirements-dev.in", "ruff", "ruff\nmypy", "mypy"),
        ("package.json", "2.6.8", "2.6.9", "devDependencies"),
        ("package-lock.json", '"version"', '"resolved"', "node_modules/biome"),
    ],
)
def test_locks_that_do_not_fit_are_named(project, file, before, after, problem):
    path = project / file
    path.write_text(path.read_text().replace(before, after))
    (found,) = locks.problems(project)
    assert problem in found
