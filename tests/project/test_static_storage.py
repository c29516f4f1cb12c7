"""Scripts are collected under names that change with their content, also where another script imports them."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage

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
