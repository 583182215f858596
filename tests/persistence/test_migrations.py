import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, func, inspect, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from fieldapp.commands.estimates import planned_charge
from fieldapp.persistence import migrations
from fieldapp.persistence.session import engine_for, write_transaction
from fieldapp.persistence.tables import Base, Charge, Customer, EstimateLine, WorkOrderItem
from tests.builders import a_customer, a_device, a_visit, a_work_order, added
from tests.cast import COMPANY_ID, NOW, person_id

#: Shared by all companies: an installation's usernames and codes are unique.
SHARED_KEYS = {"uq_people_username", "uq_qr_codes_code"}
#: Attempts to sign in belong to no company.
SHARED_TABLES = {"companies", "login_attempts"}


@pytest.fixture
def empty_engine(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'empty.db'}")
    yield engine
    engine.dispose()


def tables_of(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def rows_of(engine, table):
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(text(table))).scalar_one()


def an_estimate_line(session, order, **overrides):
    line = EstimateLine(
        id="0190aaaa-0000-7000-8000-000000000014", company_id=COMPANY_ID, work_order_id=order.id,
        position_no=1, kind="labour", name="拆装", unit="项", unit_price_cents=5_000,
        quantity_low_milli=1_000, quantity_high_milli=1_000, added_at=NOW,
        added_by_id=person_id("kefu"), **overrides,
    )  # fmt: skip
    return added(session, line)


def test_an_empty_database_goes_up_and_down(empty_engine):
    migrations.upgrade(empty_engine)
    assert tables_of(empty_engine) == set(Base.metadata.tables)

    migrations.downgrade(empty_engine, "base")
    assert tables_of(empty_engine) == set()


def test_a_seeded_database_goes_down_and_up(session, engine):
    with write_transaction(session):
        a_visit(session)
        a_device(session, "wang")
    session.close()

    migrations.downgrade(engine, "base")
    migrations.upgrade(engine)

    assert tables_of(engine) == set(Base.metadata.tables)


def test_rows_of_an_earlier_layout_are_kept(session, engine):
    with write_transaction(session):
        a_visit(session)
    session.close()
    kept = ("sites", "dwellings", "requests", "work_orders", "visits")
    before = {name: rows_of(engine, name) for name in kept}

    migrations.downgrade(engine, "0007")
    assert {name: rows_of(engine, name) for name in kept} == before
    migrations.upgrade(engine)

    assert {name: rows_of(engine, name) for name in kept} == before
    assert all(before.values())


def test_charges_of_an_earlier_layout_learn_their_item_from_the_estimate(session, engine):
    with write_transaction(session):
        order = a_work_order(session)
        item_id = session.scalar(select(WorkOrderItem.id))
        line = an_estimate_line(session, order, item_id=item_id)
        session.add(planned_charge(line))
    line_id = line.id
    session.close()

    migrations.downgrade(engine, "0013")
    migrations.upgrade(engine)

    with Session(engine) as after:
        assert after.get_one(Charge, line_id).item_id == item_id


def test_customers_of_an_earlier_layout_are_put_in_order(session, engine):
    with write_transaction(session):
        customer_id = a_customer(session, "单雄").id
    session.close()

    migrations.downgrade(engine, "0014")
    migrations.upgrade(engine)

    with Session(engine) as after:
        assert after.get_one(Customer, customer_id).name_order == "shan4 单 xiong2 雄"


def test_every_step_can_be_taken_alone(empty_engine):
    script = ScriptDirectory(str(migrations.__path__[0]))
    for step in reversed(list(script.walk_revisions())):
        migrations.upgrade(empty_engine, step.revision)

    assert len(script.get_heads()) == 1
    assert tables_of(empty_engine) == set(Base.metadata.tables)


def test_the_steps_end_where_the_tables_are(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_every_table_can_be_made_on_postgresql():
    dialect = postgresql.dialect()

    statements = [
        str(CreateTable(table).compile(dialect=dialect)) for table in Base.metadata.sorted_tables
    ]

    assert all("TIMESTAMP WITHOUT" not in statement for statement in statements)


def test_keys_and_indexes_begin_with_the_company():
    for table in Base.metadata.tables.values():
        if table.name in SHARED_TABLES:
            continue
        assert "company_id" in table.columns, table.name
        unique = [key for key in table.constraints if str(key.name).startswith("uq_")]
        for key in [*unique, *table.indexes]:
            if key.name not in SHARED_KEYS:
                assert next(iter(key.columns)).name == "company_id", key.name


def test_constraint_names_fit_postgresql():
    for table in Base.metadata.tables.values():
        for named in [*table.constraints, *table.indexes]:
            assert len(str(named.name)) <= 63, named.name


def test_the_tables_need_nothing_but_their_metadata():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)

    assert tables_of(engine) == set(Base.metadata.tables)
    engine.dispose()
