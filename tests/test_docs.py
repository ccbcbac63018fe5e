"""Documents: their code runs, and whatever they name exists."""
import contextlib
import io
import re

import pytest
from documents import (
    CLAIM, PATH, ROOT, anchors, claim_exists, code_spans, commands, fences, identifiers,
    path_exists, prose, source, unknown_in,
)

from scratchadv import cli
from scratchadv.claims import CLAIMS

DOCUMENTS = [*ROOT.glob("README.md"), *sorted((ROOT / "docs").glob("*.md")),
             *sorted((ROOT / "docs" / "coursework").rglob("*.md"))]
WITH_CODE = [path for path in DOCUMENTS if "```python\n" in path.read_text(encoding="utf-8")]
OURS = ("derivations", "equations", "notation", "precision")


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def text(request):
    return request.param.read_text(encoding="utf-8")


# -- code

def python_blocks(text):
    """(code, shown, line); shown: what the untagged block that comes next holds, or None."""
    blocks = [*fences(text), ("end", "", 0)]
    for (language, body, line), (next_language, shown, _) in zip(blocks, blocks[1:]):
        if language == "python":
            yield body, shown if next_language == "" else None, line


@pytest.mark.parametrize("path", WITH_CODE, ids=lambda path: path.name)
def test_the_python_blocks_run_in_order_and_print_what_is_shown(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)                          # where an example may save what it likes
    namespace = {"__name__": path.stem}
    for code, shown, line in python_blocks(path.read_text(encoding="utf-8")):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("\n" * line + code, str(path), "exec"), namespace)
        if shown is not None:
            assert printed.getvalue() == shown, f"the block at line {line} prints something else"


@pytest.mark.parametrize("name", OURS)
def test_the_mathematical_documents_hold_checks_that_can_fail(name):
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert any(re.search(r"^\s*assert ", code, re.MULTILINE) for code, _, _ in python_blocks(text))


def test_the_map_of_the_paper_names_every_built_claim():
    text = (ROOT / "docs" / "paper_map.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[-1] for line in text.splitlines() if line.startswith("| ")]
    named = {id for row in rows for id in re.findall(r"\b(?:s\d|sA|fig\d)\.[\w.]+\w", row)}
    assert named == {id for id, claim in CLAIMS.items() if claim.built}


# -- names, paths, commands, links

def test_every_name_in_backticks_exists(text):
    local = {name for code, _, _ in python_blocks(text) for name in identifiers(code)}
    assert [fault for span in code_spans(text) for fault in unknown_in(span, local)] == []


def test_every_path_of_the_repository_exists(text):
    assert [path for path in PATH.findall(text) if not path_exists(path)] == []


def test_every_claim_in_backticks_exists(text):
    ids = [span for span in code_spans(text) if CLAIM.fullmatch(span)]
    assert [id for id in ids if not claim_exists(id)] == []


def help_of(command, capsys):
    """The help text of a command, or None where the parser knows no such command."""
    with pytest.raises(SystemExit) as end:
        cli.main([*command.split(), "--help"])
    text = capsys.readouterr().out
    return text if end.value.code == 0 else None


def command_faults(words, capsys):
    """What of a command line does not exist: the command, an option, a claim."""
    command, *rest = words
    if command.isupper() or command.startswith("-"):                     # scratchadv COMMAND
        return
    if command == "coursework" and rest and rest[0].isalpha():          # has commands of its own
        command = f"{command} {rest[0]}"
    text = help_of(command, capsys)
    if text is None:
        yield f"scratchadv {command}"
        return
    for word in (word.strip("[],.") for word in rest):
        option = word.split("=")[0]
        if option.startswith("--") and not re.search(rf"{option}(?![\w-])", text):
            yield f"scratchadv {command} {option}"
        if CLAIM.fullmatch(word) and not claim_exists(word):
            yield f"scratchadv {command} {word}"


def test_every_command_and_its_options_exist(text, capsys):
    lines = list(commands(text))
    assert [fault for words in lines for fault in command_faults(words, capsys)] == []


def test_every_link_leads_somewhere(request, text):
    here = request.node.callspec.params["text"]
    faults = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if target.startswith(("http:", "https:")):
            continue
        file, _, anchor = target.partition("#")
        there = here.parent / file if file else here
        if not there.exists():
            faults.append(target)
        elif anchor and anchor not in anchors(there.read_text(encoding="utf-8")):
            faults.append(target)
    assert faults == []


def test_the_documents_that_the_source_cites_exist():
    cited = sorted(set(re.findall(r"docs/\w+\.md", source())))
    assert cited and [path for path in cited if not path_exists(path)] == []


# -- mathematics as GitHub renders it

def mathematics_faults(text):
    """What GitHub would not render, or would take for Markdown."""
    text = re.sub(r"`[^`]*`", "", prose(text))
    for display in re.findall(r"\$\$(.*?)\$\$", text, re.DOTALL):
        for line in display.splitlines()[1:]:
            yield from re.findall(r"^\s*[-+*>#=].*", line)     # a list, a quotation, a heading
    inline = re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL)
    for line in inline.splitlines():
        if line.count("$") % 2:
            yield f"an odd number of $: {line}"
        for formula in line.split("$")[1::2]:
            if formula != formula.strip() or (line.startswith("|") and "|" in formula):
                yield f"${formula}$"
    yield from re.findall(r"\\operatorname|\\[{}|,;!]|<[A-Za-z]", text)


def test_formulas_avoid_what_github_does_not_render(text):
    assert list(mathematics_faults(text)) == []


# -- the checks themselves can fail

@pytest.mark.parametrize("span", [
    "attacks.fgms", "attacks.fgsm.nothing", "scratchadv.nonsense", "np.signum(x)", "Layer.caches",
    "losses.softmax.softmax_cross_entropy", "net.loss_and_grad(x, y)", "maxout_forwards(x, W, b)",
    "Network.attack_directions", "docs/nowhere.md", "tests/test_nothing.py", "nothing.py",
    "s4.nothing", "adversarial_exponential", "SCRATCHADV_NOTHING=1", "name_sideways", "updated_*",
    "layer0.weights", "optim.SGD.velocity_of_light", "checks.check_everything",
    "attacks.fgsm(net, x, y, epsilon=eps)", "net.scores(x, y)", "losses.logistic.softplus(s, y)",
])
def test_a_name_that_does_not_exist_is_found(span):
    assert list(unknown_in(span)), f"`{span}` passed"


@pytest.mark.parametrize("span", [
    "attacks.fgsm(net, x, y, eps=eps, norm=2)", "scratchadv.attacks", "losses.softmax", "mu_k",
    "net.loss_and_grads(x, y)", "np.sign(x)", "maxout_forward(x, W, b)", "docs/derivations.md",
    "Network.attack_direction", "tests/test_docs.py", "setup.cfg", "s4.precision", "s6.noise",
    "adversarial_logistic", "SCRATCHADV_KERNELS=numpy", "name_forward", "update_*", "layer0.W",
    "layerN.b", "Layer.theta", "optim.SGD", "eps * sign(grad_x)", "x @ W + b", "rng.random", "0/0",
    "attacks.fgsm.sign_step", "tests/test_*.py", "docs/NAME.md",
])
def test_a_name_that_exists_passes(span):
    assert list(unknown_in(span)) == []


@pytest.mark.parametrize("line", [
    "scratchadv nothing", "scratchadv reproduce --nothing", "scratchadv reproduce s4.nothing",
    "scratchadv report --profile smoke", "scratchadv coursework mark",
    "scratchadv coursework make 2 --folder",
])
def test_a_command_line_that_does_not_work_is_found(line, capsys):
    assert list(command_faults(line.split()[1:], capsys))


@pytest.mark.parametrize("text", [
    r"$\operatorname{sign}(x)$", r"$\{0, 1\}$", "$a$ and $b", "| $|x|$ | one |", "$ a $",
    "$$a\n= b$$",
])
def test_a_formula_that_github_breaks_is_found(text):
    assert list(mathematics_faults(text))
