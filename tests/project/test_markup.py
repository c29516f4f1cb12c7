"""The reader of HTML finds each kind of fault it is for, and none in what is right."""

import pytest

from tests.project.markup import faults

RIGHT = '<ul><li><a href="#x" id="x">Satu</a></li></ul><svg><g><path d="M0 0"/></g></svg><p>Teks<br>lagi</p>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (RIGHT, []),
        ("<div><p>Satu</div>", ["line 1: </div> leaves <p> open"]),
        ("<div>", ["<div> stays open"]),
        ("</div>", ["line 1: </div> closes nothing"]),
        ("<i id='x'></i><b id='x'></b>", ["id “x” is there 2 times"]),
        ("<label for='x'>Nama</label>", ["for points to “x”, which is nowhere"]),
        ("<p><div></div></p>", ["line 1: <div> stands in <p>"]),
        ("<a href='/'><button>Ya</button></a>", ["line 1: <button> stands in <a>"]),
        ("<ul><p>Satu</p></ul>", ["line 1: <p> stands in <ul>"]),
        ("<pre aria-label='Perintah'></pre>", ["line 1: <pre> without a role has aria-label “Perintah”"]),
        ("<input type='hidden' name='a' aria-invalid='true'>", ["line 1: hidden input “a” has aria-invalid"]),
        ("<select name='a' required></select>", ["line 1: required select “a” has no option"]),
        (
            "<select name='a' required><option value='1'>Satu</option></select>",
            ["line 1: required select “a” does not begin with an empty option"],
        ),
        ("<img src='/x.png'>", ["line 1: <img> has no alt"]),
        ("<p class='a' class='b'></p>", ["line 1: <p> has class twice"]),
    ],
)
def test_each_kind_of_fault_is_found(html, found):
    assert faults(html) == found
