"""Works through docs/questions.ipynb: runs its cells in their order and puts beside each what it shows."""

import ast
import contextlib
import copy
import io
import json
import pathlib
from typing import Any

NOTEBOOK = pathlib.Path(__file__).parents[1] / "docs" / "questions.ipynb"


def worked(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook (nbformat 4) with its outputs made anew, run in its own folder."""
    done = copy.deepcopy(notebook)
    known: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(NOTEBOOK.parent):
        for number, cell in enumerate((c for c in done["cells"] if c["cell_type"] == "code"), 1):
            cell["execution_count"] = number
            cell["outputs"] = _outputs("".join(cell["source"]), known, number)
    return done


def _outputs(code: str, known: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last line."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, NOTEBOOK.name, "exec"), known)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), known)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        if (page := getattr(value, "_repr_html_", None)) and (made := page()):
            data["text/html"] = _lines(made)
        outputs.append(
            {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        )
    return outputs


def _lines(words: str) -> list[str]:
    return words.splitlines(keepends=True)


def written() -> str:
    """The notebook as it should stand in docs/."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return json.dumps(worked(notebook), indent=1, ensure_ascii=False) + "\n"
