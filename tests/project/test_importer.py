"""Where dotted names are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.interpreter.protocols import FoundModule
from shapeproof.project.importer import SearchPathImporter, bundled_stubs, home_of, site_packages
from shapeproof.project.reads import Reads
from shapeproof.project.sources import Sources
from shapeproof.project.workspace import Workspace


def plant(root: Path, *names: str) -> None:
    """Files whose text is their own name."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name = {name!r}\n", encoding="utf-8")


def workspace(root: Path, *search_paths: Path) -> Workspace:
    return Workspace(root, [str(path) for path in search_paths], None, Sources(root), {})


@pytest.fixture(autouse=True)
def without_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)


def importer(*roots: Path, stubs: tuple[Path, ...] = (), home: Path | None = None) -> SearchPathImporter:
    sources = Sources(roots[0])
    return SearchPathImporter(
        [str(root) for root in roots],
        [str(stub) for stub in stubs],
        lambda path: sources.open(path, {}),
        sources.shown,
        home=None if home is None else str(home),
    )


def path_of(found: FoundModule | None) -> str | None:
    return None if found is None else found.path


def test_modules_packages_and_namespaces(tmp_path: Path) -> None:
    plant(tmp_path, "m.py", "pkg/__init__.py", "pkg/sub.py", "pkg/inner/__init__.py", "space/deep/x.py")
    finder = importer(tmp_path)
    module = finder.find("m")
    assert module is not None and module.source is not None
    assert (module.name, module.path, module.is_package, module.source.path) == ("m", "m.py", False, "m.py")
    package = finder.find("pkg")
    assert package is not None and (package.path, package.is_package) == ("pkg/__init__.py", True)
    assert path_of(finder.find("pkg.sub")) == "pkg/sub.py"
    assert path_of(finder.find("pkg.inner")) == "pkg/inner/__init__.py"
    space = finder.find("space.deep")
    assert space == FoundModule("space.deep", "space/deep", True, None)
    assert path_of(finder.find("space.deep.x")) == "space/deep/x.py"
    for missing in ("gone", "pkg.gone", "m.gone", "space.gone", "", ".m", "pkg..sub"):
        assert finder.find(missing) is None


def test_the_same_name_is_the_same_module(tmp_path: Path) -> None:
    plant(tmp_path, "m.py")
    finder = importer(tmp_path)
    assert finder.find("m") is finder.find("m")


def test_a_package_comes_before_a_module_and_both_before_a_namespace(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.py", "b/x/__init__.py", "b/x.py", "c/y.py", "d/y/z.py")
    assert path_of(importer(tmp_path / "a", tmp_path / "b").find("x")) == "x.py"
    assert path_of(importer(tmp_path / "b", tmp_path / "a").find("x")) == "x/__init__.py"
    spaced = importer(tmp_path / "d", tmp_path / "c")
    assert path_of(spaced.find("y")) == (tmp_path / "c" / "y.py").as_posix()
    assert spaced.find("y.z") is None


def test_a_package_hides_its_namesakes_in_later_roots_and_namespaces_join(tmp_path: Path) -> None:
    plant(tmp_path, "a/p/__init__.py", "b/p/__init__.py", "b/p/late.py", "a/n/one.py", "b/n/two.py")
    finder = importer(tmp_path / "a", tmp_path / "b")
    assert finder.find("p.late") is None
    assert finder.find("n.one") is not None
    assert finder.find("n.two") is not None


def test_stubs_come_first_and_torch_is_read_from_nothing_else(tmp_path: Path) -> None:
    plant(tmp_path, "stubs/torch/__init__.pyi", "stubs/torch/nn/__init__.pyi", "stubs/einops/__init__.pyi")
    plant(tmp_path, "site/torch/__init__.py", "site/torch/hub.py", "site/einops/__init__.py", "site/einops/layers.py")
    finder = importer(tmp_path / "site", stubs=(tmp_path / "stubs",))
    stub = (tmp_path / "stubs").as_posix()
    assert path_of(finder.find("torch")) == f"{stub}/torch/__init__.pyi"
    torch_nn = finder.find("torch.nn")
    assert torch_nn is not None and torch_nn.is_package
    assert finder.find("torch.hub") is None
    assert path_of(finder.find("einops")) == f"{stub}/einops/__init__.pyi"
    assert path_of(finder.find("einops.layers")) == "einops/layers.py"


def test_stubs_stand_in_for_torchvision_where_its_source_is_not(tmp_path: Path) -> None:
    plant(tmp_path, "stubs/torchvision/ops/__init__.pyi", "site/torchvision/__init__.py", "site/torchvision/ops.py")
    plant(tmp_path, "mine/torchvision/ops.pyi")
    stubs, mine = (tmp_path / "stubs",), (tmp_path / "mine", tmp_path / "stubs")
    stub = (tmp_path / "stubs" / "torchvision" / "ops" / "__init__.pyi").as_posix()
    assert path_of(importer(tmp_path / "mine", stubs=stubs).find("torchvision.ops")) == stub
    assert path_of(importer(tmp_path / "site", stubs=stubs).find("torchvision.ops")) == "torchvision/ops.py"
    own = (tmp_path / "mine" / "torchvision" / "ops.pyi").as_posix()
    assert path_of(importer(tmp_path / "site", stubs=mine).find("torchvision.ops")) == own


def test_home_is_searched_first_and_names_nothing(tmp_path: Path) -> None:
    plant(tmp_path, "scripts/train.py", "scripts/model.py", "model.py")
    finder = importer(tmp_path, home=tmp_path / "scripts")
    assert path_of(finder.find("model")) == "scripts/model.py"
    assert finder.name_of(str(tmp_path / "scripts" / "train.py")) == "scripts.train"


def test_a_file_is_the_module_that_the_longest_root_says(tmp_path: Path) -> None:
    plant(tmp_path, "src/pkg/__init__.py", "src/pkg/m.py", "my-models/m.py", "other/top/__init__.py", "other/top/m.py")
    finder = importer(tmp_path, tmp_path / "src")
    assert finder.name_of(str(tmp_path / "src" / "pkg" / "m.py")) == "pkg.m"
    assert finder.name_of(str(tmp_path / "src" / "pkg" / "__init__.py")) == "pkg"
    assert finder.name_of(str(tmp_path / "my-models" / "m.py")) == "m"
    assert importer(tmp_path / "src").name_of(str(tmp_path / "other" / "top" / "m.py")) == "top.m"


def test_the_home_of_a_file(tmp_path: Path) -> None:
    plant(tmp_path, "a/p/__init__.py", "a/p/q/__init__.py", "a/p/q/m.py", "a/x.py")
    assert home_of(str(tmp_path / "a" / "p" / "q" / "m.py")) == str(tmp_path / "a")
    assert home_of(str(tmp_path / "a" / "x.py")) == str(tmp_path / "a")


def test_what_cannot_be_read_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_bytes(b"x = '\xff'\n")
    assert workspace(tmp_path).importer_at_root().find("bad") is None


def test_environments_are_read_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (".venv", "active", "configured"):
        plant(tmp_path, f"{name}/lib/python3.12/site-packages/{name.strip('.')}_only.py")
    plant(tmp_path, "linked/far.py")
    site = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages"
    (site / "linked.pth").write_text(
        f"import os; evil()\n# comment\n{tmp_path / 'linked'}\nnowhere\n", encoding="utf-8"
    )
    assert site_packages(tmp_path / ".venv") == [str(site), str(tmp_path / "linked")]

    finder = workspace(tmp_path).importer_at_root()
    assert finder.find("venv_only") is not None
    assert finder.find("far") is not None

    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    finder = workspace(tmp_path).importer_at_root()
    assert (finder.find("venv_only"), finder.find("active_only") is None) == (None, False)

    (tmp_path / "shapeproof.toml").write_text('python-environment = "configured"\n', encoding="utf-8")
    finder = workspace(tmp_path).importer_at_root()
    assert (finder.find("active_only"), finder.find("configured_only") is None) == (None, False)


def test_roots_come_in_their_order(tmp_path: Path) -> None:
    for folder in ("p/src", "p", "extra", "p/lib"):
        plant(tmp_path, f"{folder}/x.py")
    (tmp_path / "p" / "pyproject.toml").write_text('[tool.shapeproof]\nsearch-path = ["lib"]\n', encoding="utf-8")
    plant(tmp_path, "p/inner/deep/m.py")
    space = workspace(tmp_path / "p" / "inner", tmp_path / "extra")
    roots = space.importer_at_root().roots
    project = tmp_path / "p"
    assert roots == tuple(map(str, (project, project / "src", project / "inner", tmp_path / "extra", project / "lib")))
    path = str(project / "inner" / "deep" / "m.py")
    module = Reads(space, path).module_at(path)
    assert (module.name, module.path, module.is_package) == ("deep.m", "deep/m.py", False)


def test_a_project_opened_inside_a_package_knows_the_packages_name(tmp_path: Path) -> None:
    plant(tmp_path, "pkg/__init__.py", "pkg/models/__init__.py", "pkg/models/resnet.py", "pkg/ops.py")
    path = str(tmp_path / "pkg" / "models" / "resnet.py")
    finder = Reads(workspace(tmp_path / "pkg" / "models"), path)
    module = finder.module_at(path)
    assert (module.name, module.path) == ("pkg.models.resnet", "resnet.py")
    assert path_of(finder.find("pkg.ops")) == (tmp_path / "pkg" / "ops.py").as_posix()


def test_the_stubs_that_come_with_the_package_are_found() -> None:
    folder = bundled_stubs()
    assert folder is not None
    assert (Path(folder) / "torch" / "__init__.pyi").is_file()
