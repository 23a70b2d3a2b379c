"""``incumbent retract``."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from incumbent.cli import console, options, reporting


@click.command(epilog="Example:  incumbent retract tenure-example --reason 'the quote is about a namesake' --dry-run")
@click.argument("thing")
@options.kb
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays in the base in place of what goes.")
@click.option("--property", "property_name", metavar="P", help="Only a value of this property.")
@click.option("--value", metavar="V", help="Which value, where there are several.")
@click.option(
    "--with-records", is_flag=True, help="Also the records that belong to it: tenures, participations, reports …"
)
@click.option("--replaced-by", metavar="THING", help="What takes its place, so that those who look for it find that.")
@click.option(
    "--dossier", metavar="D", help="Where the record of it goes [default: the dossier that brought the thing]."
)
@reporting.accept_option
@reporting.today_option
@click.option("--dry-run", is_flag=True, help="Say what would change, in words and as a diff; change nothing.")
@reporting.form_option
@options.quiet
def command(
    thing: str,
    root: Path | None,
    reason: str,
    property_name: str | None,
    value: str | None,
    with_records: bool,
    replaced_by: str | None,
    dossier: str | None,
    accept: tuple[str, ...],
    today: str | None,
    dry_run: bool,
    form: str,
    quiet: bool,
) -> int:
    """Withdraw THING (an IRI, a local name, or a label) from the base, with what only supported it; the reason stays.

    A record of the withdrawal takes its place, and the same cannot be stated again. What still points to THING stops it:
    withdraw or correct that first, or, for the records that belong to THING, give --with-records. It is judged and written
    like any submission; git is left alone.
    """
    from incumbent.base.facts import Facts
    from incumbent.check.whole import placed
    from incumbent.submission.merge import merge
    from incumbent.submission.retracting import request

    base = console.base(root, quiet)
    asked = request(
        base,
        Facts.read(base),
        thing,
        reason,
        reporting.day(today) or date.today(),
        property_name=property_name,
        value=value,
        replaced_by=replaced_by,
        with_records=with_records,
    )
    local = asked.node.removeprefix(base.settings.iri)
    if not asked.triples:
        if not quiet:
            console.say(f"{local} was withdrawn on {asked.day} ({asked.reason}); there is nothing to do.")
        return 0
    with tempfile.TemporaryDirectory(prefix="incumbent-") as folder:
        path = Path(folder) / "retraction.nt"
        asked.write(path)
        merged = merge(
            base,
            path,
            dossier=dossier or asked.dossier,
            today=reporting.day(today),
            accept=accept,
            dry_run=dry_run,
        )
    # Nobody wrote that file: its name and lines would tell nothing. Those of the things that are spoken of do.
    findings = [finding._replace(file=None, line=None, column=None) for finding in merged.verdict.findings]
    merged = merged._replace(verdict=merged.verdict._replace(findings=placed(base, findings)))
    verdict = merged.verdict
    report = reporting.report_of(base, verdict, None, accept, judged="withdrawal")
    reporting.tell_merged(merged, report, base, form, dry_run=dry_run, quiet=quiet)
    if not verdict.accepted:
        if form == "text" and not quiet and any(finding.rule == "dangling-iri" for finding in verdict.findings):
            records = "; --with-records takes along what belongs to it" if asked.records and not with_records else ""
            console.say(f"withdraw or correct first what still points to {local}{records}.")
        return verdict.exit_code
    if not quiet:
        gone = len(verdict.change.removed)
        what = "would go" if dry_run else "went"
        console.say(
            f"{local}: {gone} triple{'' if gone == 1 else 's'} {what}; the reason stays in dossier {verdict.dossier}."
        )
    return verdict.exit_code
