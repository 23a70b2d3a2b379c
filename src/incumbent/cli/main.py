"""The command ``incumbent``: a table of commands, each loaded when it is called, and the one boundary for errors."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import os
import sys

import click

from incumbent import __version__
from incumbent.cli import early
from incumbent.errors import IncumbentError
from incumbent.model.text import visible

# Name → module below incumbent.cli, and the line that the list of commands shows.
_COMMANDS = {
    "ask": ("ask", "Ask a question of the catalogue; without a name, list them."),
    "query": ("query", "Run a SPARQL query."),
    "show": ("show", "Show all that is known of a thing on one page."),
    "why": ("why", "Say what a fact or a derived answer rests on."),
    "terms": ("terms", "Explain the vocabulary, or one term of it."),
    "new": ("new", "Print an empty, commented form for new facts."),
    "cite": ("cite", "Print the evidence block for words of a source."),
    "check": ("check", "Check a submission, or everything."),
    "merge": ("merge", "Check a submission and write it into a dossier."),
    "retract": ("retract", "Withdraw something from the base; the reason stays."),
    "source": ("source", "Register the text of a source."),
    "diff": ("diff", "Tell in words what changed between two states in git."),
    "rule": ("rule", "Explain the rules of the gate, or one of them."),
    "format": ("format", "Bring the files of facts into canonical form."),
    "init": ("init", "Make a new, empty knowledge base."),
    "export": ("export", "Write the graph in a form for other tools."),
    "cache": ("cache", "Build, verify or clear the query cache."),
}

_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())  # a group without a command: its help, not a complaint
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # what a standard output may answer


class _Commands(click.Group):
    """Loads the module of a command only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"incumbent.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, 2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " 'incumbent --help' lists them."
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example:  incumbent ask participants --meeting Moscow",
)
@click.version_option(__version__, prog_name="incumbent")
def cli() -> None:
    """Who sat at the table, in which office, and says who?"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 rejected or limit reached, 2 usage, 3 internal fault."""
    # Nothing here lives long enough for early collections to be worth their time: most of what start-up makes stays.
    gc.set_threshold(50_000, 20, 20)
    if sys.stdout is None:  # closed by the caller, who wants to read nothing
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    try:
        result = cli.main(arguments, prog_name="incumbent", standalone_mode=False)
        sys.stdout.flush()
        code = result if isinstance(result, int) else 0
    except IncumbentError as error:
        code = _complain(str(error), error.exit_code)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        if isinstance(error, _HELP):
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        hint = f" See '{context.command_path} --help'." if context and isinstance(error, click.UsageError) else ""
        code = _complain(error.format_message() + hint, 2)
    except (KeyboardInterrupt, click.Abort):
        code = _complain("interrupted.", 130)
    except (BrokenPipeError, SystemExit):  # click makes the second of the first
        _let_go_of_output()  # whoever reads it has had enough
        code = 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            _let_go_of_output()
            code = _complain(f"the output cannot be written: {error.strerror}.", 1)
        elif os.environ.get("INCUMBENT_DEBUG"):
            raise
        else:
            code = _complain(f"internal fault: {type(error).__name__}: {error} (INCUMBENT_DEBUG=1 shows where).", 3)
    finally:
        early.dismiss()
    sys.exit(code)


def _let_go_of_output() -> None:
    """Nothing more is written, not even at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    click.echo(f"incumbent: {visible(message)}", err=True)
    return code
