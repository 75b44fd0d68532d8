"""Libraries that lean on the language: attrs, cattrs, SQLAlchemy, Hypothesis, lark, pyparsing, click, Werkzeug, Beautiful Soup and more."""
import datetime
import typing

import attr
import attrs
import cattrs
import click
import more_itertools
import packaging.requirements
import packaging.specifiers
import packaging.version
import pyparsing as pp
import sortedcontainers
import sqlalchemy as sa
import tomlkit
import toolz
from boltons import dictutils, funcutils, iterutils, strutils, tbutils, timeutils
from bs4 import BeautifulSoup
from click.testing import CliRunner
from dateutil import parser, relativedelta, rrule
from hypothesis import given, settings, strategies as st
from itsdangerous import BadSignature, URLSafeTimedSerializer
from lark import Lark, Transformer


@attrs.define(order=True)
class Point:
    x: int = attrs.field(validator=attrs.validators.instance_of(int), converter=int)
    y: int = attrs.field(default=0, metadata={"unit": "m"})
    tags: list[str] = attrs.Factory(list)


@attrs.frozen(kw_only=True)
class Line:
    a: Point
    b: typing.Optional[Point] = None


print(Point("5"), Point(1) < Point(2), attrs.asdict(Line(a=Point(1))), attrs.evolve(Point(1), y=5), [field.name for field in attrs.fields(Point)])
for wrong in [lambda: Point("x"), lambda: Point(), lambda: setattr(Line(a=Point(1)), "a", 1), lambda: Line(Point(1))]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(cattrs.structure({"a": {"x": 1, "tags": ["t"]}, "b": None}, Line), cattrs.unstructure(Line(a=Point(3))))

metadata = sa.MetaData()
users = sa.Table("users", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False, index=True))
posts = sa.Table("posts", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("user", sa.ForeignKey("users.id")), sa.Column("at", sa.DateTime))
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship
from sqlalchemy.schema import CreateTable

query = (
    sa.select(users.c.name, sa.func.count(posts.c.id).label("n"))
    .join(posts, isouter=True)
    .where(users.c.name.like("a%") | users.c.id.in_([1, 2]), ~posts.c.at.is_(None))
    .group_by(users.c.name).having(sa.func.count() > 1).order_by(sa.desc("n")).limit(5)
)
for dialect in (None, postgresql.dialect(), mysql.dialect()):
    print(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}), CreateTable(posts).compile(dialect=dialect))
common = sa.select(users).where(users.c.id == sa.bindparam("id")).cte("c")
print(sa.select(common, sa.case((common.c.id > 5, "big"), else_="small")).compile().params, users.update().values(name="x").where(users.c.id == 1))


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    addresses: Mapped[list["Address"]] = relationship(back_populates="user")


class Address(Base):
    __tablename__ = "address"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id = mapped_column(sa.ForeignKey("user.id"))
    user: Mapped[User] = relationship(back_populates="addresses")


user = User(name="n", addresses=[Address()])
print(user.addresses[0].user is user, sa.select(User).join(User.addresses).where(Address.id > 5), sa.select(aliased(User, name="u")))


examples = []


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers()), st.text(), st.dictionaries(st.text(max_size=3), st.floats(allow_nan=False)))
def sorting(numbers, text, table):
    examples.append((numbers, text, table))
    assert sorted(numbers) == sorted(numbers[::-1])
    assert text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == text


sorting()


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers(), min_size=1))
def wrong(numbers):
    assert sum(numbers) < 1000


try:
    wrong()
except AssertionError as error:
    print(type(error).__name__, error.__notes__)
print(len(examples))

calculator = Lark(
    """
    ?start: sum
    ?sum: product | sum "+" product -> add | sum "-" product -> sub
    ?product: atom | product "*" atom -> mul | product "/" atom -> div
    ?atom: NUMBER -> number | "-" atom -> neg | "(" sum ")"
    %import common.NUMBER
    %import common.WS_INLINE
    %ignore WS_INLINE
""",
    parser="lalr",
)


class Calculate(Transformer):
    from operator import add, mul, neg, sub, truediv as div

    add, sub, mul, div, neg = (lambda f: lambda self, args: f(*args)) and [(lambda f: (lambda self, args: f(*args)))(f) for f in (add, sub, mul, div, neg)]
    number = lambda self, args: float(args[0])


print(Calculate().transform(calculator.parse("1 + 2*(3-4)/-5")), calculator.parse("1+2*3").pretty())
try:
    calculator.parse("1 + + 2")
except Exception as error:
    print(type(error).__name__, error)
integer = pp.Word(pp.nums).set_parse_action(lambda tokens: int(tokens[0]))
expression = pp.infix_notation(integer, [("!", 1, pp.OpAssoc.LEFT), (pp.one_of("* /"), 2, pp.OpAssoc.LEFT), (pp.one_of("+ -"), 2, pp.OpAssoc.LEFT)])
print(expression.parse_string("1+2*3!-(4+5)").as_list(), (pp.Word(pp.alphas)("key") + "=" + integer("value")).parse_string("a = 5").as_dict())
try:
    expression.parse_string("1+", parse_all=True)
except pp.ParseException as error:
    print(error.explain(depth=0))


@click.group()
@click.option("--verbose", "-v", count=True, help="More words.")
@click.version_option("1.0")
@click.pass_context
def cli(context, verbose):
    """A program with commands."""
    context.obj = verbose


@cli.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--size", type=click.IntRange(1, 5), default=2, show_default=True)
@click.option("--kind", type=click.Choice(["a", "b"]), prompt=True)
@click.pass_obj
def show(verbose, names, size, kind):
    """Shows NAMES."""
    click.secho(f"{verbose} {names} {size} {kind}", fg="red")


for arguments in [[], ["--help"], ["show", "--help"], ["-vv", "show", "x", "y", "--kind", "a"], ["show", "x"], ["show", "x", "--size", "9"], ["nothing"], ["--version"]]:
    result = CliRunner().invoke(cli, arguments, input="b\n")
    print(result.exit_code, result.output)

print(packaging.version.parse("1.0rc1.post2.dev3+local.5"), sorted(map(packaging.version.parse, ["1.10", "1.9", "1.10a1", "1!0"])), "2.1" in packaging.specifiers.SpecifierSet(">=2,!=2.1.*"), packaging.requirements.Requirement("a[b]>=1; python_version > '3'"))
print(list(more_itertools.windowed(range(5), 3)), list(more_itertools.collapse([1, [2, [3]]])), more_itertools.chunked([1, 2, 3], 2).__next__(), list(more_itertools.set_partitions("abc", 2)))
print(toolz.groupby(len, ["a", "bb", "c"]), toolz.pipe(3, toolz.curry(pow)(2), str), toolz.merge_with(sum, {1: 2}, {1: 3}), list(toolz.sliding_window(2, "abc")))
print(sortedcontainers.SortedDict(b=1, a=2), sortedcontainers.SortedList([3, 1, 2]).bisect(2), sortedcontainers.SortedSet("hello"))
document = tomlkit.parse("# c\na = 1 # one\n[b]\nc = [1,\n 2]\n")
document["b"]["d"] = {"e": True}
print(tomlkit.dumps(document))
print(parser.parse("Sat Oct 11 17:13:46 2003 +02:00"), list(rrule.rrule(rrule.MONTHLY, count=3, byweekday=rrule.FR(-1), dtstart=datetime.datetime(2026, 1, 1))), datetime.date(2024, 1, 31) + relativedelta.relativedelta(months=1))
soup = BeautifulSoup("<p class='a b'>x<b>y</b><p>z<a href=q>l</a>", "html.parser")
print(soup.prettify(), soup.select("p.a > b"), [tag.name for tag in soup.find_all(True)], BeautifulSoup("<td>x<p>y", "html5lib"))
signer = URLSafeTimedSerializer("key")
try:
    signer.loads(signer.dumps({"a": 1})[:-1] + "?")
except BadSignature as error:
    print(type(error).__name__)
print(strutils.slugify("Some Text!"), iterutils.remap({"a": [1, {"b": None}]}, lambda p, k, v: v is not None), dictutils.OMD([(1, 2), (1, 3)]).getlist(1), timeutils.decimal_relative_time.__name__)
