"""The write gate itself: first come, first served, over threads and processes."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from dateline.lib.sqlite.gate import GateTimeout, WriteGate, gate_for

HOLDS = """
import sys
from dateline.lib.sqlite.gate import gate_for

gate = gate_for(sys.argv[1])
gate.acquire(timeout=20)
print("inside", flush=True)
sys.stdin.readline()
gate.release()
print("outside", flush=True)
sys.stdin.readline()
"""

GOES_ROUND = """
import mmap, os, sys, time
from dateline.lib.sqlite.gate import gate_for

gate, rounds = gate_for(sys.argv[1]), mmap.mmap(os.open(sys.argv[2], os.O_RDWR), 8)
print("going", flush=True)
while True:
    gate.acquire(timeout=20)
    rounds[:8] = (int.from_bytes(rounds[:8], "big") + 1).to_bytes(8, "big")
    time.sleep(0.002)  # what a write takes
    gate.release()
"""

FORKS = """
import os, sys
from dateline.lib.sqlite.gate import GateTimeout, gate_for

def kept_out():
    try:
        gate_for(sys.argv[1]).acquire(timeout=0.05)
    except GateTimeout:
        return True
    return False

parents = gate_for(sys.argv[1])
parents.acquire(timeout=20)
to_child, from_parent = os.pipe()
to_parent, from_child = os.pipe()
if os.fork() == 0:
    assert kept_out(), "the child was let in on the parent's hold"
    parents.release()  # as a connection does that was inside when the process forked
    assert kept_out(), "the child gave the parent's hold back"
    os.write(from_child, b"1")
    os.read(to_child, 1)
    gate_for(sys.argv[1]).acquire(timeout=20)
    os.write(from_child, b"2")
    os.read(to_child, 1)
    os._exit(0)
os.read(to_parent, 1)
assert gate_for(sys.argv[1]) is parents
parents.release()
os.write(from_parent, b"1")
os.read(to_parent, 1)
assert kept_out(), "the parent was let in beside the child"
os.write(from_parent, b"2")
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "notes.sqlite3")


@pytest.fixture
def gate(file: str) -> WriteGate:
    return gate_for(file)


@contextmanager
def _process(script: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script, *words], stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _says(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def _until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not met():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_threads_enter_in_the_order_in_which_they_came(gate: WriteGate) -> None:
    entered: list[int] = []

    def write(number: int) -> None:
        gate.acquire(timeout=20)
        entered.append(number)
        gate.release()

    gate.acquire(timeout=1)
    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        _until(lambda came=number + 1: len(gate._turns._waiting) == came)
    gate.release()
    for thread in threads:
        thread.join()
    assert entered == list(range(8))


def test_who_waits_in_vain_is_told_and_leaves_the_queue(gate: WriteGate) -> None:
    gate.acquire(timeout=1)
    with pytest.raises(GateTimeout):
        gate.acquire(timeout=0.01)
    gate.release()
    gate.acquire(timeout=1)
    gate.release()


def test_one_file_has_one_gate_by_every_name(gate: WriteGate, file: str, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(tmp_path)
    assert gate_for(f"{tmp_path}/./notes.sqlite3") is gate_for(f"{tmp_path}/linked/notes.sqlite3") is gate
    assert gate_for(f"{file}2") is not gate


def test_a_process_waits_for_another(gate: WriteGate, file: str) -> None:
    with _process(HOLDS, file) as other:
        assert _says(other) == "inside"
        with pytest.raises(GateTimeout):
            gate.acquire(timeout=0.05)
        _tell(other)
        assert _says(other) == "outside"
        gate.acquire(timeout=1)
        gate.release()


def test_a_process_that_is_killed_inside_leaves_the_gate_open(gate: WriteGate, file: str) -> None:
    with _process(HOLDS, file) as other:
        assert _says(other) == "inside"
        other.kill()
        other.wait()
        gate.acquire(timeout=1)
        gate.release()


def test_a_process_that_writes_without_a_pause_lets_another_in_between(
    gate: WriteGate, file: str, tmp_path: Path
) -> None:
    rounds = tmp_path / "rounds"
    rounds.write_bytes(bytes(8))
    passed = []
    with _process(GOES_ROUND, file, str(rounds)) as other:
        assert _says(other) == "going"
        for _ in range(25):
            before = rounds.read_bytes()
            _until(lambda before=before: rounds.read_bytes() != before)
            came = int.from_bytes(rounds.read_bytes(), "big")
            gate.acquire(timeout=20)
            passed.append(int.from_bytes(rounds.read_bytes(), "big") - came)
            gate.release()
    # One at most, but for what the machine did between the two lines.
    assert median(passed) <= 2, passed


def test_a_forked_child_has_no_part_in_its_parent_s_hold(file: str) -> None:
    subprocess.run([sys.executable, "-c", FORKS, file], check=True, timeout=30)
