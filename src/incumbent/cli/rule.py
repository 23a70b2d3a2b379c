"""``incumbent rule``."""

from __future__ import annotations

from pathlib import Path

import click

from incumbent.cli import console, options


@click.command(epilog="Example:  incumbent rule T04 --example bad > bad.yaml")
@click.argument("code", required=False)
@click.option(
    "--example",
    type=click.Choice(["bad", "good", "text"]),
    help="Print the file of this example alone; text is the text of the source that the examples quote.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@options.kb
@options.output
@options.quiet
def command(
    code: str | None, example: str | None, form: str, root: Path | None, output: Path | None, quiet: bool
) -> int:
    """Explain the rule CODE (or its name): why it is there, a bad and a good example; without CODE, list all rules.

    Severities are those of the knowledge base that is used.
    """
    from incumbent.check.rulebook import Rulebook
    from incumbent.errors import UsageError
    from incumbent.report import rulepage

    rulebook = Rulebook.of(console.base(root, quiet))
    if code is None:
        if example:
            raise UsageError("--example takes the CODE of a rule before it.")
        lists = {"text": rulepage.list_as_text, "md": rulepage.list_as_markdown, "json": rulepage.list_as_json}
        console.write(lists[form](rulebook).encode(), output)
        return 0
    rule = rulebook.rule(code)
    if example is None:
        pages = {"text": rulepage.as_text, "md": rulepage.as_markdown, "json": rulepage.as_json}
        console.write(pages[form](rulebook, rule).encode(), output)
    elif example == "text":
        if not rule.text:
            raise UsageError(f"The examples of {rule.code} need no text of a source.")
        console.write(rule.text.encode(), output)
    else:
        console.write((rule.bad if example == "bad" else rule.good).content, output)
    return 0
