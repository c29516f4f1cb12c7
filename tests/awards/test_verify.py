"""The verifier: equal, different, no document; any changed digit; any garbage; nothing but the pure modules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.document import build, canonical, problems, redact, seal, sha256
from awards.verify import main
from tests.awards.documents import criterion, entrant, figures, inputs, sheet
from tests.awards.strategies import publications

ROOT = Path(__file__).parents[2]

SHARED_FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def verify(tmp_path, capsys):
    """Verify some bytes as a file; gives the exit status and the lines printed, on either stream."""

    def run(content: bytes, *options: str) -> tuple[int, list[str]]:
        file = tmp_path / "dokumen.json"
        file.write_bytes(content)
        status = main([str(file), *options])
        streams = capsys.readouterr()
        return status, (streams.out + streams.err).splitlines()

    return run


def small() -> dict[str, Any]:
    """Every kind of field in few bytes: two candidates and another, three members, no score at 0 or 100."""
    return inputs(
        number=2,
        supersedes={"number": 1, "sha256": "5" * 64},
        reason="Sanggah nomor 3 diterima",
        method={
            "aggregate": "mean",
            "trim": 1,
            "quorum": 2,
            "places": 2,
            "tie_break": ["group:A", "criterion:A2"],
        },
        criteria=[
            criterion("A1", "20.5", indicator="coverage", full_mark="95"),
            criterion("A2", "14.5", indicator="coverage_growth_pp", full_mark="20"),
            criterion("A3", "10", indicator="target_attainment", full_mark="120"),
            criterion("A4", "15", indicator="participant_growth_pct", full_mark="30"),
            criterion("B1", "25"),
            criterion("C1", "15", stage="interview"),
        ],
        panel=[{"id": f"P{n}"} for n in (1, 2, 3)],
        entrants=[
            entrant(
                "61.04",
                "Kabupaten Ketapang",
                figures=figures((80_101, 42_217), (71_405, 29_647), (95_000, 84_827), (96_000, 85_454), "70"),
                sheets=[sheet(f"P{n}", {"B1": f"8{n}.5", "C1": f"7{n}"}) for n in (1, 2, 3)],
                notes=[{"figure": "coverage", "text": "Semesta 2024 diturunkan"}],
            ),
            entrant(
                "61.02",
                "Kabupaten Mempawah",
                figures=figures(
                    (30_120, 21_300), (27_900, 17_250), (48_000, 41_000), (47_200, 40_900), "62.5"
                ),
                sheets=[
                    sheet("P1", {"B1": "66", "C1": "58"}),
                    sheet("P2", {"B1": "64.5", "C1": "61"}),
                    sheet("P3", None),
                ],
            ),
            entrant(
                "61.10",
                "Kabupaten Melawi",
                candidate=False,
                reason="Peringkat berkas ke-8",
                figures=figures((9_100, None), (8_800, None), (30_000, 62_000)),
            ),
        ],
    )


def digits_changed(text: str) -> Iterator[tuple[int, str]]:
    """The text with one digit replaced, by the next one and by 0, for each of its digits in turn."""
    for found in re.finditer("[0-9]", text):
        place = found.start()
        for digit in {str((int(text[place]) + 1) % 10), "0"} - {text[place]}:
            yield place, text[:place] + digit + text[place + 1 :]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, dict[Any, Any] | list[Any], Any]]:
    """Every value of a document with its path ("*" for an item), the container it is in and its key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        own = f"{path}.{key if isinstance(value, dict) else '*'}".lstrip(".")
        if isinstance(item, dict | list):
            yield from leaves(item, own)
        else:
            yield own, value, key


def test_a_published_document_is_equal_and_its_hash_is_told(verify):
    content = canonical(build(inputs()))
    status, lines = verify(content)
    assert status == 0
    assert lines[0] == f"SHA-256 {sha256(content)}"
    assert not [line for line in lines if "tersimpan" in line]


@given(publications())
@settings(max_examples=50, deadline=None, suppress_health_check=SHARED_FIXTURES)
def test_a_built_document_is_equal_unless_its_inputs_break_a_rule(verify, contents):
    broken = problems(contents)
    status, lines = verify(canonical(build(contents)))
    assert status == (1 if broken else 0)
    assert not broken or lines[1:] == broken


def test_any_changed_digit_is_found(verify):
    """A digit in the name of a field or of the schema leaves no document (2); any other is a difference (1)."""
    content = canonical(build(small())).decode()
    names = re.finditer(r'"paritrana\.publication/(1)"|"sealed_sha(256)":|"sha(256)":', content)
    in_names = {place for found in names for group in (1, 2, 3) for place in range(*found.span(group))} - {-1}
    for place, changed in digits_changed(content):
        status, lines = verify(changed.encode())
        assert status == (2 if place in in_names else 1), content[place - 40 : place + 5]
        assert len(lines) == 1 or status == 1


def test_without_a_seal_only_what_no_result_depends_on_can_change(verify):
    """The fields for which the official SHA-256 is the only witness, and no others."""
    document = {**build(small()), "sealed_sha256": None}
    found, missed = set(), set()
    for path, container, key in list(leaves(document)):
        original = container[key]
        if isinstance(original, str | int) and not isinstance(original, bool):
            for _, changed in digits_changed(str(original)):
                container[key] = type(original)(changed)
                status, _ = verify(canonical(document))
                (missed if status == 0 else found).add(path)
            container[key] = original
    assert missed == {
        "edition.award_year",
        "edition.assessed_year",
        "edition.province.code",
        "published_at",
        "reason",
        "supersedes.sha256",
        "method.quorum",  # lowered
        "method.tie_break.*",  # where nobody is tied
        "method.trim",  # of a plain mean
        "entrants.*.code",
        "entrants.*.reason",
        "entrants.*.notes.*.text",
        "special_awards.*.code",
        "special_awards.*.citation",
    }
    assert found - missed == {
        "schema",
        "number",
        "supersedes.number",
        "method.places",
        "criteria.*.code",
        "criteria.*.weight",
        "criteria.*.full_mark",
        "panel.*.id",
        *(
            f"entrants.*.figures.{part}.{segment}"
            for part in ("registered", "registered_previous")
            for segment in ("wage_earners", "non_wage_earners")
        ),
        *(
            f"entrants.*.figures.{part}.{segment}"
            for part in ("workforce", "workforce_previous")
            for segment in ("formal", "informal")
        ),
        "entrants.*.figures.target_pct",
        "entrants.*.sheets.*.panelist",
        *(f"entrants.*.sheets.*.scores.{code}" for code in ("B1", "C1")),
        *(f"entrants.*.scores.{code}" for code in ("A1", "A2", "A3", "A4", "B1", "C1")),
        *(f"entrants.*.groups.{group}" for group in "ABC"),
        "entrants.*.total",
        "entrants.*.rank",
        "entrants.*.stability.best",
        "entrants.*.stability.worst",
    }


def test_a_difference_names_its_place_and_both_values(verify):
    document = build(inputs())
    document["entrants"][0]["total"] = "99.99"
    status, lines = verify(canonical(document))
    assert (status, lines[1:]) == (1, ['entrants[61.04].total: tersimpan "99.99", dihitung ulang "82.72"'])


def test_a_changed_name_breaks_the_seal_only(verify):
    document = build(inputs())
    stored = document["sealed_sha256"]
    document["entrants"][0]["name"] = "Kabupaten Lain"
    status, lines = verify(canonical(document))
    assert status == 1
    assert lines[1:] == [f'sealed_sha256: tersimpan "{stored}", dihitung ulang "{seal(document)}"']


def test_a_document_without_a_seal_is_equal_and_says_what_it_cannot_vouch_for(verify):
    status, lines = verify(canonical({**build(inputs()), "sealed_sha256": None}))
    assert status == 0
    assert "tanpa segel" in lines[1]


def test_a_forger_who_seals_anew_is_found_by_the_official_hash(verify):
    content = canonical(build(inputs()))
    forged = canonical(build(inputs(published_at="2025-09-25T10:00:00+07:00")))
    assert verify(content, "--sha256", sha256(content).upper())[0] == 0
    assert verify(forged)[0] == 0
    status, lines = verify(forged, "--sha256", sha256(content))
    assert (status, lines[1:]) == (
        1,
        [f"SHA-256: diumumkan {sha256(content)}, dihitung ulang {sha256(forged)}"],
    )


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda content: content + b"\n",
        lambda content: json.dumps(json.loads(content)).encode(),
        lambda content: content.replace(b'"number":1', b'"number":01'),
        lambda content: content.replace(b'"number":1', b'"number":2,"number":1'),
        lambda content: content.replace(b"Kabupaten Ketapang", b"Kabupaten \\u004betapang"),
    ],
)
def test_the_same_document_in_other_bytes_is_a_difference(verify, rewrite):
    content = canonical(build(inputs()))
    assert rewrite(content) != content
    status, lines = verify(rewrite(content))
    assert status == 1
    assert lines[1:] == ["byte: bentuknya bukan bentuk kanonik RFC 8785"]


def test_a_field_the_schema_does_not_know_is_a_difference(verify):
    document = build(inputs())
    document["entrants"][1]["bonus"] = "5"
    document["sealed_sha256"] = None
    status, lines = verify(canonical(document))
    assert (status, lines[1:]) == (1, ['entrants[61.02].bonus: tersimpan "5", dihitung ulang tidak ada'])


def test_results_may_be_right_and_the_publication_still_against_the_rules(verify):
    status, lines = verify(canonical(build(inputs(method={**inputs()["method"], "quorum": 9}))))
    assert status == 1
    assert [line.split(":")[0] for line in lines[1:]] == ["Kabupaten Sekadau (61.09)"]


def ranks_only() -> Any:
    document = build(small())
    return redact(document, sha256(canonical(document)))


def test_ranks_only_is_checked_as_far_as_it_goes(verify):
    status, lines = verify(canonical(ranks_only()))
    assert status == 0
    assert "hanya membuka peringkat" in lines[1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rank", 2),
        ("rank", 3),
        ("rank", None),
        ("total", "10.00"),
        ("total", None),
        ("tie", "shared"),
        ("tie", "group:A"),
        ("stability", {"best": 2, "worst": 2}),
        ("stability", {"best": 1, "worst": 3}),
        ("stability", {"best": 0, "worst": 1}),
        ("stability", None),
    ],
)
def test_ranks_that_contradict_the_totals_are_found(verify, field, value):
    document = ranks_only()
    document["entrants"][0][field] = value
    assert verify(canonical(document))[0] == 1


@pytest.mark.parametrize(("field", "value"), [("total", "10.00"), ("rank", 3), ("tie", "shared")])
def test_who_is_no_candidate_has_no_rank_in_ranks_only_either(verify, field, value):
    document = ranks_only()
    document["entrants"][2][field] = value
    assert verify(canonical(document))[0] == 1


def test_ranks_only_must_say_which_full_document_it_stands_for(verify):
    assert verify(canonical({**ranks_only(), "sealed_sha256": None}))[0] == 1


def test_ranks_only_with_something_undisclosed_in_it_is_a_difference(verify):
    document = ranks_only()
    document["entrants"][0]["scores"] = {"A1": "68.0198"}
    status, lines = verify(canonical(document))
    assert status == 1
    assert lines[1:] == ['entrants[61.04].scores: tersimpan {"A1": "68.0198"}, dihitung ulang tidak ada']


def with_(path: str, value: Any) -> bytes:
    """A valid document with one value replaced, in whatever bytes JSON gives."""
    document = deepcopy(build(small()))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    container: Any = document
    for part in parents:
        container = container[part]
    container[last] = value
    return json.dumps(document).encode()


NO_DOCUMENTS = {
    "empty": b"",
    "text": b"bukan dokumen",
    "not utf-8": b'{"schema": "\xff"}',
    "utf-16": canonical(build(small())).decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + canonical(build(small())),
    "half of it": canonical(build(small()))[:-200],
    "null": b"null",
    "list": b"[]",
    "number": b"7",
    "object": b"{}",
    "schema only": b'{"schema": "paritrana.publication/1"}',
    "another schema": with_("schema", "paritrana.publication/2"),
    "another disclosure": with_("disclosure", "some"),
    "key twice": b'{"schema": "paritrana.publication/1", "schema": "paritrana.publication/1"}',
    "NaN": b'{"number": NaN}',
    "infinity": b'{"number": -Infinity}',
    "float": with_("number", 2.0),
    "exponent": b'{"number": 1e999999999}',
    "integer beyond 2^53": with_("number", 2**53),
    "endless integer": b'{"number": ' + b"9" * 10_000 + b"}",
    "boolean for an integer": with_("number", True),
    "integer for a boolean": with_("sample_data", 1),
    "text for an integer": with_("method/quorum", "2"),
    "negative count": with_("entrants/0/figures/registered/wage_earners", -1),
    "negative weight": with_("criteria/0/weight", "-20.5"),
    "exponent in a weight": with_("criteria/0/weight", "1e999999999"),
    "endless weight": with_("criteria/0/weight", "9" * 10_000),
    "arabic digits": with_("criteria/0/weight", "٢٠"),
    "number with a line feed": with_("criteria/0/weight", "20.5\n"),
    "a thousand places": with_("method/places", 1000),
    "entrants null": with_("entrants", None),
    "entrant text": with_("entrants/0", "61.04"),
    "sheets null": with_("entrants/0/sheets", None),
    "mark null": with_("entrants/0/sheets/0/scores/B1", None),
    "unknown indicator": with_("criteria/0/indicator", "height"),
    "indicator list": with_("criteria/0/indicator", []),
    "lone surrogate": with_("reason", "\ud800"),
    "deep list": b"[" * 100_000,
    "deep field": with_("extra", None).replace(b'"extra": null', b'"extra": ' + b"[" * 990 + b"]" * 990),
    "deep object": b'{"a":' * 100_000,
}


@pytest.mark.parametrize("content", NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_refused_in_one_line(verify, content):
    status, lines = verify(content)
    assert (status, len(lines)) == (2, 1), lines


ODD_DOCUMENTS = {
    "nothing in it": {"criteria": [], "panel": [], "entrants": []},
    "no criteria": {"criteria": []},
    "no weight": {"criteria": [criterion("B1", "0"), criterion("C1", "0")]},
    "no full mark": {"criteria": [criterion("A1", indicator="coverage")]},
    "full mark zero": {"criteria": [criterion("A1", indicator="coverage", full_mark="0.00")]},
    "no indicator": {"criteria": [{**criterion("A1"), "source": "figures"}]},
    "criterion twice": {"criteria": [criterion("B1", "50"), criterion("B1", "50")]},
    "entrant twice": {"entrants": [entrant("61.04"), entrant("61.04")]},
    "nobody a candidate": {"entrants": [entrant("61.04", candidate=False)]},
    "nobody on the panel": {"panel": []},
    "nothing applies": {"entrants": [entrant("61.04", not_applicable=["A1", "A2", "A3", "A4", "B1", "C1"])]},
    "stranger's sheet": {"entrants": [entrant("61.04", sheets=[sheet("P9", {"B1": "80", "C1": "80"})])]},
    "mark above 100": {"entrants": [entrant("61.04", sheets=[sheet("P1", {"B1": "800", "C1": "80"})])]},
    "endless quorum": {"method": {**small()["method"], "quorum": 2**53 - 1}},
    "unknown steps": {"method": {**small()["method"], "tie_break": ["", ":", "group", "criterion:", "x:A1"]}},
    "unknown plenary": {"plenary": [{"codes": ["99.99"], "order": [], "reason": ""}]},
    "number zero": {"number": 0},
    "no date": {"published_at": "kemarin"},
    "no offset": {"published_at": "2025-09-24T10:00:00"},
    "weights of fifteen digits": {"criteria": [criterion("B1", "9" * 15 + "." + "9" * 15)]},
}


@pytest.mark.parametrize("changes", ODD_DOCUMENTS.values(), ids=ODD_DOCUMENTS)
def test_a_document_against_the_rules_is_recomputed_and_refused(verify, changes):
    status, lines = verify(canonical(build({**small(), **changes})))
    assert status == 1
    assert len(lines) > 1


@pytest.mark.parametrize(
    "extreme",
    [{"trim": 2**53 - 1, "aggregate": "trimmed_mean"}, {"tie_break": ["group:A"] * 5_000}, {"places": 9}],
)
def test_an_extreme_method_within_the_rules_is_recomputed(verify, extreme):
    contents = small()
    contents["method"] |= extreme
    assert verify(canonical(build(contents)))[0] == 0


def json_values() -> st.SearchStrategy[Any]:
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
    )


@given(st.binary(max_size=200) | json_values().map(lambda value: json.dumps(value).encode()))
@settings(max_examples=200, deadline=None, suppress_health_check=SHARED_FIXTURES)
def test_garbage_never_gives_anything_but_2(verify, content):
    status, lines = verify(content)
    assert (status, len(lines)) == (2, 1)


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=SHARED_FIXTURES)
def test_any_value_anywhere_in_a_document_gives_an_answer(verify, data):
    document = deepcopy(build(small()))
    _, container, key = data.draw(st.sampled_from(list(leaves(document))))
    original, container[key] = container[key], data.draw(json_values())
    try:
        content = canonical(document)
    except rfc8785.CanonicalizationError:
        content = json.dumps(document).encode()
    assert verify(content)[0] in ((0,) if container[key] is original else (0, 1, 2))


def run(*arguments: str, stdin: bytes = b"", path: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a Python that has the standard library, this tree and what is in `path`, nothing else."""
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(path or ""), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


@pytest.fixture
def only_rfc8785(tmp_path):
    (tmp_path / "rfc8785").symlink_to(Path(rfc8785.__file__).parent)
    return tmp_path


def test_the_command_needs_rfc8785_and_the_pure_modules_only(only_rfc8785, tmp_path):
    assert b"No module named 'django'" in run("-c", "import django", path=only_rfc8785).stderr
    file = tmp_path / "d.json"
    content = canonical(build(inputs()))
    file.write_bytes(content)
    done = run("-m", "awards.verify", str(file), path=only_rfc8785)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(f"SHA-256 {sha256(content)}\n".encode())


def test_the_command_reads_standard_input(only_rfc8785):
    content = canonical(build(inputs()))
    assert run("-m", "awards.verify", "-", stdin=content, path=only_rfc8785).returncode == 0
    changed = content.replace(b"80101", b"80102")
    assert run("-m", "awards.verify", "-", stdin=changed, path=only_rfc8785).returncode == 1


@pytest.mark.parametrize("arguments", [["/tidak/ada.json"], ["/"], ["nol\udcff"], [], ["a", "b"], ["--apa"]])
def test_a_file_that_cannot_be_read_is_told_in_one_line(only_rfc8785, arguments):
    done = run("-m", "awards.verify", *arguments, path=only_rfc8785)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_nothing_in_a_document_can_command_the_terminal(verify):
    document = build(small())
    document["entrants"][0]["name"] = "\x1b[2J\nSHA-256 palsu"
    document["entrants"][0]["sheets"] = []
    status, lines = verify(canonical(document))
    assert status == 1
    assert not [line for line in lines if "\x1b" in line or line.startswith("SHA-256 palsu")]
