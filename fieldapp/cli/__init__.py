"""The command line: init, serve, demo, people, import, export, migrate and doctor."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from fieldapp.config import Settings, SettingsError


@click.group()
def main() -> None:
    """fieldapp: repair requests, repair orders, and phones without signal."""


def settings_or_exit() -> Settings:
    """The settings of this environment; a wrong one ends the program with its name."""
    try:
        return Settings.from_environ(os.environ)
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True), help="PEM file; serves HTTPS.")
@click.option("--key", type=click.Path(exists=True), help="PEM file of the certificate's key.")
def serve(host: str, port: int, certificate: str | None, key: str | None) -> None:
    """Serve an installation."""
    from fieldapp.cli.serve import serve as run

    run(settings_or_exit(), host=host, port=port, certificate=certificate, key=key)


@main.command()
@click.option("--company", required=True, help="Name on papers.")
@click.option("--short-name", default="", help="Name on screens; the company's if left out.")
@click.option("--hotline", required=True, help="Number customers call.")
@click.option("--admin", default="admin", show_default=True, help="User name of the first account.")
@click.password_option(help="Password of the first account.")
def init(company: str, short_name: str, hotline: str, admin: str, password: str) -> None:
    """Make the secret key, the database and the first account."""
    from fieldapp.cli.init import Founding, initialise, secret_key_file

    secret_key_file(os.environ)
    founding = Founding(
        company=company,
        short_name=short_name or company,
        hotline=hotline,
        username=admin,
        password=password,
    )
    click.echo(initialise(settings_or_exit(), founding))


@main.command()
def migrate() -> None:
    """Bring the database to the newest form of its tables."""
    from fieldapp.cli.init import migrate_database

    migrate_database(settings_or_exit())


@main.command()
@click.option("--search", is_flag=True, help="Compare the search index with the rows; mend it.")
def doctor(*, search: bool) -> None:
    """Check settings, database, migrations and photo store; say what is wrong."""
    from fieldapp.cli.doctor import examine, mend_search

    settings = settings_or_exit()
    findings = [*examine(settings), *([mend_search(settings)] if search else [])]
    for finding in findings:
        click.echo(("ok    " if finding.is_well else "WRONG ") + finding.text)
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


@main.command()
@click.option("--folder", default="var/demo", type=click.Path(path_type=Path), show_default=True)
@click.option("--reset", is_flag=True, help="Start the demo company over.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True), help="PEM file; serves HTTPS.")
@click.option("--key", type=click.Path(exists=True), help="PEM file of the certificate's key.")
@click.option("--no-serve", is_flag=True, help="Only make or top up the data.")
def demo(
    folder: Path,
    *,
    reset: bool,
    host: str,
    port: int,
    certificate: str | None,
    key: str | None,
    no_serve: bool,
) -> None:
    """Make, or top up, the demo company and serve it."""
    from fieldapp.cli.demo.installation import demo_settings, prepare, welcome

    scheme = "https" if certificate else "http"
    shown = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    address = os.environ.get("FIELDAPP_BASE_URL") or f"{scheme}://{shown}:{port}"
    settings = demo_settings(folder, base_url=address, reset=reset)
    prepare(settings)
    if no_serve:
        return
    click.echo(welcome(settings.base_url))
    from fieldapp.cli.serve import serve as run

    run(settings, host=host, port=port, certificate=certificate, key=key)


@main.group()
def people() -> None:
    """Accounts."""


@people.command("add")
@click.argument("username")
@click.option("--name", required=True)
@click.option("--department", required=True)
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--badge", default="")
@click.password_option()
def add_person(
    username: str, name: str, department: str, roles: tuple[str, ...], badge: str, password: str
) -> None:
    """Add an account."""
    from fieldapp.cli.people import NewPerson, add

    person = NewPerson(
        username=username,
        name=name,
        department=department,
        roles=roles,
        badge_no=badge,
        password=password,
    )
    click.echo(add(settings_or_exit(), person))


@people.command("password")
@click.argument("username")
@click.password_option()
def change_password(username: str, password: str) -> None:
    """Give an account a new password."""
    from fieldapp.cli.people import set_password

    click.echo(set_password(settings_or_exit(), username, password))


@main.group("import")
def import_group() -> None:
    """Bring Excel lists in."""


@import_group.command("customers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what is wrong and what would change.")
@click.option("--as", "username", required=True, help="Account whose work this is.")
def import_customers(file: Path, *, dry_run: bool, username: str) -> None:
    """Customers with their homes and windows (.xlsx); rows with problems are left out."""
    from fieldapp.cli.lists import import_customers as run

    click.echo(run(settings_or_exit(), file, username, dry_run=dry_run))


@main.group()
def export() -> None:
    """Carry Excel lists away."""


@export.command("customers")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, help="Account that carries it away; logged.")
def export_customers(file: Path, username: str) -> None:
    """All customers, in the form that is read back (.xlsx)."""
    from fieldapp.cli.lists import export_customers as run

    click.echo(run(settings_or_exit(), file, username))
