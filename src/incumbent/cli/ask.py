"""``incumbent ask``: each question of the catalogue is a command of its own, with its parameters as options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from incumbent.cli import answering, console, options

if TYPE_CHECKING:
    from incumbent.ask.catalogue import Catalogue, Question


def _catalogue(root: Path | None) -> Catalogue:
    from incumbent.ask.catalogue import Catalogue
    from incumbent.base.knowledge_base import open_base

    # A base's own questions go before the packaged ones.
    return Catalogue([folder / "ask" for folder in reversed(open_base(root).rooms("queries"))])


class _Questions(click.Group):
    """The questions, read from their files: one file for the one that is asked."""

    def _root(self, ctx: click.Context) -> Path | None:
        root: Path | None = ctx.params.get("root")
        return root

    def list_commands(self, ctx: click.Context) -> list[str]:
        return _catalogue(self._root(ctx)).names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(_catalogue(self._root(ctx)).load(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Questions"):
            topics = _catalogue(self._root(ctx)).topics()
            formatter.write_dl([(q.name, q.title) for questions in topics.values() for q in questions])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # --kb may stand behind the question's name: the question itself may come from that base.
        for at, argument in enumerate(args):
            if argument == "--kb" and at + 1 < len(args):
                args = ["--kb", args[at + 1], *args[:at], *args[at + 2 :]]
                break
            if argument.startswith("--kb="):
                args = [argument, *args[:at], *args[at + 1 :]]
                break
        return super().parse_args(ctx, args)


def _command(question: Question) -> click.Command:
    parameters: list[click.Parameter] = [
        click.Option(
            [f"--{parameter.option}", f"p_{parameter.name}"],
            required=parameter.required,
            metavar=parameter.type.upper()
            if parameter.type != "thing"
            else (parameter.thing_class or "thing").split("|")[-1].upper(),
            help=parameter.help + (f" [default: {parameter.default}]" if parameter.default else ""),
        )
        for parameter in question.parameters
    ]

    def run(**given: Any) -> int:
        words = {name[2:]: value for name, value in given.items() if name.startswith("p_") and value is not None}
        shared = {name: value for name, value in given.items() if not name.startswith("p_")}
        return _ask(question, words, **shared)

    help_text = "\n\n".join(part for part in (question.question or question.title, question.description) if part)
    example = question.examples[0] if question.examples else f"incumbent ask {question.name}"
    command = click.Command(
        question.name, callback=run, params=parameters, help=help_text, epilog=f"Example:  {example}"
    )
    for decorate in (options.of_asking, options.of_rows, options.quiet, options.output):
        command = _with(command, decorate)
    command.params.append(click.Option(["--sparql"], is_flag=True, help="Print the query instead of asking it."))
    return command


def _with(command: click.Command, decorate: Any) -> click.Command:
    """Add the options of a decorator to a command that is made by hand."""

    def carrier() -> None: ...

    decorate(carrier)
    command.params.extend(reversed(getattr(carrier, "__click_params__", [])))
    return command


@click.group(
    cls=_Questions, invoke_without_command=True, epilog="Example:  incumbent ask participants --meeting Moscow"
)
@options.kb
@click.pass_context
def command(ctx: click.Context, root: Path | None) -> int | None:
    """Ask a question of the catalogue; without a name, list the questions by topic."""
    ctx.obj = root
    if ctx.invoked_subcommand is None:
        _list(root)
    return None


def _list(root: Path | None) -> None:
    topics = _catalogue(root).topics()
    width = max((len(question.name) for questions in topics.values() for question in questions), default=0)
    for topic, questions in topics.items():
        click.echo(click.style(topic, bold=True))
        for question in questions:
            click.echo(f"  {question.name:<{width}}  {question.title}")
        click.echo()
    click.echo("'incumbent ask NAME --help' says what a question takes; 'incumbent ask NAME' asks it.")


def _ask(question: Question, words: dict[str, str], *, sparql: bool, at: str | None, **asked: Any) -> int:
    base = console.base(click.get_current_context().obj, asked["quiet"], at)
    if sparql:
        body = [line for line in question.text.splitlines() if not line.startswith("#+")]
        console.write(("\n".join(body).strip() + "\n").encode(), asked["output"])
        return 0
    return answering.answer(base, question.text, question=question.path, given=words, **asked)
