# Time zones from files and from keys; what is in the files is made here, so that it is the same everywhere.
import datetime as D
import io
import os
import struct
import tempfile

directory = tempfile.TemporaryDirectory()
os.environ["PYTHONTZPATH"] = directory.name
from zoneinfo import ZoneInfo as ZI


def file(rule, transitions=(), kinds=(), infos=((0, 0, 0),), names=b"UTC\0"):
    def block(code):
        counts = struct.pack(">6l", 0, 0, 0, len(transitions), len(infos), len(names))
        times = struct.pack(">%d%s" % (len(transitions), code), *transitions)
        return b"TZif2" + b"\0" * 15 + counts + times + bytes(kinds) + b"".join(struct.pack(">lbb", *i) for i in infos) + names

    return io.BytesIO(block("l") + block("q") + b"\n" + rule + b"\n")


tz = file
two = dict(infos=((-18000, 0, 0), (-14400, 1, 4)), names=b"EST\0EDT\0")
os.mkdir(directory.name + "/America")
with open(directory.name + "/America/New_York", "wb") as out:
    out.write(file(b"EST5EDT,M3.2.0,M11.1.0", (1583650800, 1604210400), (1, 0), **two).read())
with open(directory.name + "/UTC", "wb") as out:
    out.write(file(b"UTC0").read())


def off(rule):
    zone = ZI.from_file(file(rule))
    days = [D.datetime(2020, 1, 1, tzinfo=zone), D.datetime(2020, 7, 1, tzinfo=zone)]
    return [(str(day.utcoffset()), str(day.dst()), day.tzname()) for day in days]


def changes(rule, year):
    zone = ZI.from_file(file(b"AAA4BBB," + rule.encode()))
    day, found = D.datetime(year, 1, 1, tzinfo=zone), []
    while day.year == year:
        after = day + D.timedelta(hours=1)
        if after.dst() != day.dst():
            found.append(str(after)[:19])
        day = after
    return found


for rule in ["J59/0,J300/0", "J60/0,J300/0", "58/0,300/0", "0/0,300/0", "365/0,100/0", "M3.5.0/-3,M10.4.6/167"]:
    for year in (2019, 2020):
        print(rule, year, changes(rule, year))

zone = ZI.from_file(file(b"", (1583650800, 1604210400), (1, 0), **two), "test")
for moment in (1583650799, 1583650800, 1604206800, 1604210399, 1604210400, 1604213999, 1604214000, 0):
    local = D.datetime.fromtimestamp(moment, zone)
    print(local, local.fold, local.dst(), local.tzname(), local.timestamp() == moment)
for fold in (0, 1):
    for day in (D.datetime(2020, 3, 8, 2, 30, fold=fold), D.datetime(2020, 11, 1, 1, 30, fold=fold)):
        print(day.replace(tzinfo=zone).isoformat(), fold)

for text in r"""
off(b'EST5EDT,M3.2.0,M11.1.0')
off(b'')
off(b'AAA4')
off(b'<+03>-3')
off(b'AAA4BBB')
off(b'AAA4BBB,J60/2,J300/2')
off(b'AAA4BBB,60/2,300/2')
off(b'AAA4BBB,J0/2,J300/2')
off(b'AAA4BBB,366/2,J300/2')
off(b'AAA4BBB,M13.2.0,M11.1.0')
off(b'AAA4BBB,M3.6.0,M11.1.0')
off(b'AAA4BBB,M3.2.7,M11.1.0')
off(b'AAA4BBB,M3.2.0/200,M11.1.0')
off(b'AAA4BBB,M3.2.0/167,M11.1.0')
off(b'AAA4BBB,M3.2.0/-167:59:59,M11.1.0')
off(b'AAA4BBB,M3.2.0/168,M11.1.0')
off(b'AAA4BBB,M3.2.0/2:60,M11.1.0')
off(b'AAA4BBB,M3.2.0/2:6,M11.1.0')
off(b'AAA4BBB,M3.2.0/2:06:7,M11.1.0')
off(b'AAA4BBB,M3.2.0')
off(b'AAA4BBB,M3.2.0,M11.1.0,')
off(b'AAA4BBB,M3.2.0,M11.1.0x')
off(b'AAA')
off(b'AAA25')
off(b'AAA24')
off(b'AAA24:59:59')
off(b'AAA123')
off(b'AAA+4:5')
off(b'AAA4:60')
off(b'AAA4B3B')
off(b'4')
off(b'<AAA4')
off(b'<A!>4')
off(b'<>4')
off(b'A4')
off(b'AAA4BBB,')
off(b'AAA4BBB5:,M3.2.0,M11.1.0')
off(b'AAA4BBB-,M3.2.0,M11.1.0')
off(b'AAA4BBB3,M3.2.0/3,M11.1.0/4')
off(b'AAA4,M3.2.0,M11.1.0')
off(b'\xc3\xa9AA4')
off(b'AAA4<+5>5,M3.2.0,M11.1.0')
off(b'AAA4BBB,M3..0,M11.1.0')
off(b'AAA4BBB,M03.2.0,M11.1.0')
off(b'AAA4BBB,M003.2.0,M11.1.0')
off(b'AAA4BBB,M0.2.0,M11.1.0')
off(b'AAA4BBB,J1000,M11.1.0')
off(b'AAA4BBB,Jx,M11.1.0')
off(b'AAA4BBB,M3.2.0/+3,M11.1.0')
off(b'AAA4BBB,M3.2.0/003,M11.1.0')
off(b'AAA4BBB,M3.2.0/,M11.1.0')
ZI()
ZI(1,2)
ZI(kye=3)
ZI(5)
ZI(None)
ZI('Nope/Zone')
ZI('../x')
ZI('/etc')
ZI('')
ZI('America')
ZI.no_cache()
ZI.no_cache('America/New_York','x')
ZI.no_cache(key='America/New_York')
ZI(key='America/New_York')
ZI.from_file()
ZI.from_file(5)
ZI.from_file(io.BytesIO(b''))
ZI.from_file(io.BytesIO(b'TZif2xxxxxx'))
ZI.from_file(tz(b'AAA4'), 'x')
ZI.from_file(tz(b'AAA4'), key='x', foo=3)
str(ZI.from_file(tz(b'AAA4'), 'x'))
ZI.clear_cache(1)
ZI.clear_cache(only_keys=5)
ZI.clear_cache(only_keys=['UTC'])
ZI.clear_cache()
ZI._unpickle('UTC', True) is ZI('UTC')
ZI._unpickle('UTC', False) is ZI('UTC')
ZI._unpickle('UTC')
ZI._unpickle('UTC',300)
ZI('UTC').utcoffset(5)
ZI('UTC').utcoffset(None)
ZI('America/New_York').utcoffset(None)
ZI('America/New_York').utcoffset()
ZI('America/New_York').fromutc(5)
ZI('America/New_York').fromutc(D.datetime(2020,1,1))
ZI('America/New_York').key
ZI('America/New_York').__setattr__('key',4)
D.datetime(2020,3,8,2,30,tzinfo=ZI('America/New_York')).utcoffset()
D.datetime(2020,3,8,2,30,fold=1,tzinfo=ZI('America/New_York')).utcoffset()
D.datetime(2040,11,4,1,30,fold=1,tzinfo=ZI('America/New_York')).utcoffset()
D.datetime(2040,11,4,5,30,tzinfo=D.UTC).astimezone(ZI('America/New_York'))
D.datetime(2040,11,4,6,30,tzinfo=D.UTC).astimezone(ZI('America/New_York'))
D.datetime(1800,11,4,6,30,tzinfo=D.UTC).astimezone(ZI('America/New_York'))
D.datetime(2020,11,1,6,30,tzinfo=D.UTC).astimezone(ZI('America/New_York'))
D.datetime(2020,11,1,5,30,tzinfo=D.UTC).astimezone(ZI('America/New_York'))
type("S",(ZI,),{})('UTC')
hasattr(ZI,'_weak_cache')
ZI('UTC') is ZI('UTC'), ZI.no_cache('UTC') is ZI('UTC')
D.time(1,tzinfo=ZI('America/New_York')).utcoffset()
D.time(1,tzinfo=ZI('UTC')).utcoffset()
ZI.__flags__ & 0x400, ZI.__mro__
ZI.from_file(tz(b'AAA4', trans=(0,), idx=(5,)))
ZI.from_file(tz(b'AAA4', trans=(0,), idx=(1,)))
ZI.from_file(tz(b'', infos=(), abbr=b''))
off(b'AAA24BBB,M3.2.0,M11.1.0')
""".split("\n"):
    if text:
        try:
            print(text, "->", ascii(eval(text)))
        except Exception as error:
            print(text, "->", type(error).__name__, ascii(str(error)))
