"""Scripts are collected under names that change with their content, also where another script imports them."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from config.static_storage import HashedStatic


def test_an_import_of_our_own_names_the_module_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "one.js").write_text('import { two } from "./two.js";\ntwo();\n')
    (tmp_path / "site" / "two.js").write_text("export const two = () => {};\n")
    given = {f"site/{name}": (FileSystemStorage(tmp_path), f"site/{name}") for name in ("one.js", "two.js")}
    storage = HashedStatic(location=tmp_path, base_url="/static/")
    named = {name: hashed for name, hashed, done in storage.post_process(given) if done}
    collected = (tmp_path / named["site/one.js"]).read_text()
    assert collected == f'import {{ two }} from "./{Path(named["site/two.js"]).name}";\ntwo();\n'


def test_the_address_of_a_file_is_made_once_a_process_and_none_of_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("one();\n")
    storage = HashedStatic(location=tmp_path, base_url="/static/")
    named = dict(
        entry[:2] for entry in storage.post_process({"one.js": (FileSystemStorage(tmp_path), "one.js")})
    )
    assert storage.url("one.js") == storage.url("one.js") == f"/static/{named['one.js']}"
    for _ in range(2):
        with pytest.raises(ValueError, match=r"two\.js"):
            storage.url("two.js")
    with override_settings(DEBUG=True):  # a developer's files have no other name yet
        assert storage.url("one.js") == "/static/one.js"
