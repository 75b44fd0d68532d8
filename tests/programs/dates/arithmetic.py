# Adding, subtracting, multiplying, comparing and hashing.
import os
import time
import warnings

warnings.simplefilter("ignore")
os.environ["TZ"] = "America/New_York"
time.tzset()
import _datetime as d


class Z(d.tzinfo):
    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, dt):
        return self.answer

    dst = utcoffset

    def tzname(self, dt):
        return self.answer


class S(str):
    def replace(self, *args):
        return 5


class SD(d.datetime):
    pass


class DD(d.date):
    pass


class TT(d.time):
    pass


class TD(d.timedelta):
    pass


for text in r"""
d.timedelta(1)/0
d.timedelta(1)/0.0
d.timedelta(1)//0
d.timedelta(1)//d.timedelta(0)
d.timedelta(1)/d.timedelta(0)
d.timedelta(1)%d.timedelta(0)
divmod(d.timedelta(1),d.timedelta(0))
d.timedelta(1)*float('nan')
d.timedelta(1)*1e300
d.timedelta(1)*10**30
d.timedelta(1)*True
d.timedelta(1)*'a'
d.date(1,1,1)+1
d.date(1,1,1)-d.datetime(1,1,1)
d.date(1,1,1)<d.datetime(1,1,1)
d.date(1,1,1)==d.datetime(1,1,1)
d.date(1,1,1)<5
d.date(1,1,1)-d.timedelta(1)
d.datetime(1,1,1)<d.datetime(1,1,1,tzinfo=d.UTC)
d.time(1)<d.time(1,tzinfo=d.UTC)
d.datetime(1,1,1)-d.datetime(1,1,1,tzinfo=d.UTC)
d.timedelta(1)/3, d.timedelta(1)/3.3, d.timedelta(microseconds=5)/2
d.timedelta(1)*1.7, 1.7*d.timedelta(1), d.timedelta(microseconds=5)*0.5
d.timedelta(days=1).total_seconds()
d.timezone(d.timedelta(hours=1)) == d.timezone(d.timedelta(hours=1),'x')
d.timezone(d.timedelta(hours=1)) < d.timezone(d.timedelta(hours=1),'x')
SD(1,1,1)+d.timedelta(1)
DD(1,1,1)+d.timedelta(1)
SD(1,1,1)-SD(1,1,1)
TD(1)+TD(2)
-TD(1)
SD(2020,1,1)==d.datetime(2020,1,1), DD(2020,1,1)==SD(2020,1,1)
TD(1)*2, TD(5)//2, TD(5)/2, TD(5)%TD(2), divmod(TD(5),TD(2)), abs(TD(-5)), +TD(3)
type(TD(1)*2), type(+TD(3)), type(TD(5)%TD(2))
d.datetime(1,1,1,1,30,0,5,tzinfo=Z(d.timedelta(hours=10))) == d.datetime(1,1,1,1,30,0,5,tzinfo=d.UTC)
d.date(2020,1,1).__eq__(5), d.date(2020,1,1).__lt__(5), d.date(2020,1,1).__lt__(d.datetime(2020,1,1))
d.datetime(2020,1,1).__eq__(d.date(2020,1,1)), d.datetime(2020,1,1).__add__(5)
d.timedelta(1).__radd__(d.date(2020,1,1)), d.date(2020,1,1).__radd__(d.timedelta(1))
d.date(2020,1,1).__rsub__(d.timedelta(1))
d.timedelta(1)-d.date(2020,1,1)
d.timedelta(1)+d.date(2020,1,1), d.timedelta(1)+d.datetime(2020,1,1)
d.timedelta(True), d.timedelta(1)*True
d.timedelta(days=-999999999)-d.timedelta(1)
-d.timedelta.max, -d.timedelta.min
abs(d.timedelta.min)
d.timedelta(999999999, 86399, 999999).total_seconds()
d.timedelta(microseconds=-7)//2, d.timedelta(microseconds=-7)/2, d.timedelta(microseconds=7)/-2
d.timedelta(1)/1e-10
d.timedelta(1)/1e-300
d.timedelta(1)/1e300
d.timedelta(1)*1e-300
hash(d.timedelta(1,2,3))
hash(d.UTC)
hash(d.time(3,4,5,6,tzinfo=d.UTC))
hash(d.datetime(2020,1,2,3,4,5,6,tzinfo=d.UTC))
hash(d.timedelta(-1,0,0))
hash(d.timedelta(-1,-1,-1))
hash(d.time(1,fold=1)) == hash(d.time(1))
hash(d.date(1,2,3)) == hash(DD(1,2,3))
hash(d.datetime(1,2,3,fold=1)) == hash(d.datetime(1,2,3))
""".split("\n"):
    if text:
        try:
            print(text, "->", ascii(eval(text)))
        except Exception as error:
            print(text, "->", type(error).__name__, ascii(str(error)))
