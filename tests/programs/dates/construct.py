# Making dates and times, their parts, and what they are converted to.
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
d.date()
d.date(1,2)
d.date(1,2,3,4)
d.date(year=1)
d.date(1,2,x=3)
d.date(0,1,1)
d.date(10000,1,1)
d.date(1,0,1)
d.date(1,13,1)
d.date(1,1,32)
d.date(2023,2,29)
d.date('x')
d.date('abcd')
d.date(b'abcd')
d.date(1.0,2,3)
d.date(2**40,1,1)
d.date(2**80,1,1)
d.date(1,2,day=3)
d.date(1,2,3,day=3)
d.date(1,2,3,foo=3)
d.datetime()
d.datetime(1,2)
d.datetime(1,1,1,24)
d.datetime(1,1,1,0,60)
d.datetime(1,1,1,0,0,60)
d.datetime(1,1,1,0,0,0,1000000)
d.datetime(1,1,1,0,0,0,0,5)
d.datetime(1,1,1,fold=2)
d.datetime(1,1,1,fold=-1)
d.datetime(1,1,1,0,0,0,0,None,1)
d.datetime(1,1,1,0,0,0,0,None,1,2)
d.time(24)
d.time(1,2,3,4,5)
d.time(1,2,3,4,None,0)
d.time(1,2,3,4,None,0,9)
d.time(foo=1)
d.time("x")
d.timedelta(1,2,3,4,5,6,7,8)
d.timedelta(x=1)
d.timedelta('a')
d.timedelta(10**10)
d.timedelta(10**20)
d.timedelta(days=float('nan'))
d.timedelta(1,days=2)
d.timedelta.max+d.timedelta(1)
d.timezone()
d.timezone(5)
d.timezone(d.timedelta(1))
d.timezone(d.timedelta(0),5)
d.timezone(d.timedelta(0),None)
d.timezone(d.timedelta(hours=1),'a','b')
d.timezone(d.timedelta(hours=1),'X')
d.timezone.utc.utcoffset(5)
d.timezone.utc.tzname(5)
d.timezone.utc.dst(5)
d.timezone.utc.fromutc(5)
d.timezone.utc.fromutc(d.datetime(1,1,1))
d.timezone.utc.utcoffset()
d.timezone.utc.utcoffset(1,2)
d.timezone(d.timedelta(0),'\ud800')
d.date.fromordinal(0)
d.date.fromordinal(10**7)
d.date.fromordinal(2**31-1)
d.date.fromordinal(10**10)
d.date.fromordinal('a')
d.date.fromordinal()
d.date.fromordinal(1,2)
d.date.fromordinal(n=2)
d.date.fromordinal(1.0)
d.date.fromisocalendar(2020,54,1)
d.date.fromisocalendar(2020,1,8)
d.date.fromisocalendar(0,1,1)
d.date.fromisocalendar(10000,1,1)
d.date.fromisocalendar(10**20,1,1)
d.date.fromisocalendar('a',1,1)
d.date.fromisocalendar(1,1)
d.date.fromisocalendar(9999,52,7)
d.date.fromisocalendar(1,1,1,1)
d.date.fromtimestamp('x')
d.date.fromtimestamp(1e20)
d.date.fromtimestamp(10**20)
d.date.fromtimestamp(float('nan'))
d.date.fromtimestamp(2**60)
d.datetime.fromtimestamp('x')
d.datetime.fromtimestamp(1e20)
d.datetime.fromtimestamp(2**60)
d.datetime.fromtimestamp(10**30)
d.datetime.fromtimestamp(float('nan'))
d.datetime.fromtimestamp(1,2)
d.datetime.fromtimestamp(1,None,3)
d.datetime.fromtimestamp()
d.datetime.fromtimestamp(1.9999995)
d.datetime.fromtimestamp(-1.9999995, d.UTC)
d.datetime.fromtimestamp(253402300800, d.UTC)
d.datetime.fromtimestamp(-62135596801, d.UTC)
d.datetime.fromtimestamp(253402300800)
d.datetime.fromtimestamp(-62135596801)
d.datetime.fromtimestamp(67768036191694800)
d.datetime.now(5)
d.datetime.now(1,2)
d.datetime.now(tz=None,x=1)
d.datetime.combine(1,2)
d.datetime.combine(d.date(1,1,1),2)
d.datetime.combine(d.date(1,1,1),d.time(2),3)
d.datetime.combine(d.date(1,1,1),d.time(2),None,4)
d.datetime.combine(d.date(1,1,1))
d.datetime(1,1,1).replace(1,2,3,4,5,6,7,None,0)
d.datetime(1,1,1).replace(x=0)
d.datetime(1,1,1).replace(tzinfo=0)
d.datetime(1,1,1).replace(year='a')
d.date(1,1,1).replace(1,2,3,4)
d.date(1,1,1).__replace__(1,2,3,4)
d.date(1,1,1).__replace__(year=5)
d.time(1).replace(fold=4)
d.datetime(1,1,1).astimezone(5)
d.datetime(1,1,1).astimezone(1,2)
d.datetime(1,1,1).astimezone()
d.datetime(1,1,1).timestamp()
d.datetime(9999,12,31,23).timestamp()
d.datetime(1,1,1).__reduce_ex__()
d.datetime(1,1,1).__reduce_ex__('a')
d.datetime(1,1,1).__reduce__()
d.date.max+d.timedelta(1)
d.datetime.max+d.timedelta(1)
d.date(2020,1,2).isocalendar()
type(d.date(2020,1,2).isocalendar())
type(d.date(2020,1,2).isocalendar())(1,2,3)
type(d.date(2020,1,2).isocalendar())(1,2)
type(d.date(2020,1,2).isocalendar())('a',2,3)
type(d.date(2020,1,2).isocalendar()).__text_signature__
d.date.__text_signature__
d.timedelta.__text_signature__
d.date(2020,1,2).isocalendar().__reduce__()
d.date(2020,1,2).__reduce__()
d.timedelta(1).__reduce__()
d.UTC.__reduce__()
d.UTC.__getinitargs__()
d.datetime(b'\x07\xe4\x01\x02\x03\x04\x05\x00\x00\x06', 5)
d.datetime(b'\x07\xe4\x00\x02\x03\x04\x05\x00\x00\x06')
d.datetime(b'\x07\xe4\x81\x02\x03\x04\x05\x00\x00\x06')
d.time(b'\x03\x04\x05\x00\x00\x06', 5)
d.time(b'\x03\x04\x05\x00\x00\x06', d.UTC)
d.time(b'\x03\x04\x05\x00\x00\x06', tzinfo=d.UTC)
d.time(b'\x03\x04\x05\x00\x00')
d.date(b'\x00\x00\x0c\x00')
d.datetime('\u0107\xe4\x01\x02\x03\x04\x05\x00\x00\x06')
d.datetime('\x07\xe4\x01\x02\x03\x04\x05\x00\x00\x06')
d.date.min.isocalendar()
d.date.today(1)
d.timedelta(microseconds=0.5), d.timedelta(microseconds=1.5), d.timedelta(microseconds=2.5)
d.timedelta(days=1.1, seconds=0.7, microseconds=0.3)
d.datetime(2020,1,1).date(1)
d.date(2020,1,1).weekday(1)
d.date.today(x=1)
d.date.mro(), d.datetime.mro(), d.timezone.mro()
type("X",(d.timezone,),{})
d.timezone(d.timedelta(0)) is d.UTC, d.timezone.utc is d.UTC
d.timezone(d.timedelta(0),'UTC')
d.date.year
d.timedelta.days
d.date(1,1,1).year.x
d.date(1,1,1).__setattr__('year',3)
d.timedelta(1).__setattr__('days',3)
d.datetime(1,1,1).__setattr__('foo',3)
d.datetime(1,1,1,tzinfo=Z(5)).utcoffset()
d.datetime(1,1,1,tzinfo=Z(d.timedelta(1))).utcoffset()
d.datetime(1,1,1,tzinfo=Z(d.timedelta(-1))).dst()
d.datetime(1,1,1,tzinfo=Z(5)).tzname()
SD(2020,1,1).date(), SD(2020,1,1).time(), SD(2020,1,1).timetz()
SD.fromordinal(5), DD.fromordinal(5), d.datetime.fromordinal(5)
SD.fromisocalendar(2020,1,1), d.datetime.fromisocalendar(2020,1,1)
SD.combine(d.date(1,1,1),d.time(1)), SD.min, SD.max
SD(1,1,1).replace(year=4), TT(1).replace(hour=2), DD(1,1,1).replace(day=2)
SD(2020,1,1,tzinfo=d.UTC).astimezone(d.timezone(d.timedelta(hours=1)))
SD(2020,1,1).astimezone()
SD.fromtimestamp(0), SD.fromtimestamp(0,d.UTC), DD.fromtimestamp(0)
SD(2020,1,1).__reduce__(), SD(2020,1,1,fold=1).__reduce_ex__(4)
d.timedelta(1).__reduce_ex__(2)
d.UTC.__reduce_ex__(2)
d.timezone(d.timedelta(hours=1),'x').__reduce__()
Z(5).__reduce__()
d.datetime(2020,3,8,2,30).astimezone()
d.datetime(2020,3,8,2,30,fold=1).astimezone()
d.datetime(2020,11,1,1,30).astimezone()
d.datetime(2020,11,1,1,30,fold=1).astimezone()
d.datetime(2020,11,1,1,30).timestamp(), d.datetime(2020,11,1,1,30,fold=1).timestamp()
d.datetime.fromtimestamp(1604208600), d.datetime.fromtimestamp(1604208600+3600)
d.datetime(2020,11,1,1,30,tzinfo=d.UTC).timestamp()
d.datetime(2020,11,1,1,30,0,5,tzinfo=d.UTC).timestamp()
d.datetime(2020,11,1,1,30,0,5,tzinfo=d.UTC).timetuple()
d.datetime(2020,11,1,1,30,0,5,tzinfo=Z(d.timedelta(hours=1))).timetuple()
d.datetime(1,1,1,1,30,0,5,tzinfo=Z(d.timedelta(hours=10))) - d.datetime(1,1,1,1,30,0,5,tzinfo=d.UTC)
(lambda z: z.fromutc(d.datetime(2020,1,1,tzinfo=z)))(Z(None))
d.timezone.max, d.timezone.min
d.datetime(2020,1,1,fold=True), d.date(True,True,True)
d.datetime(2020,1,1,hour=-1)
d.timedelta.max*1.0, d.timedelta.max/1.5
d.timedelta(days=1.5,hours=2.3, weeks=-1)
d.timedelta(1e-300), d.timedelta(microseconds=2**53+1)
d.timedelta.max / d.timedelta(microseconds=3), d.timedelta.max // d.timedelta(microseconds=3)
""".split("\n"):
    if text:
        try:
            print(text, "->", ascii(eval(text)))
        except Exception as error:
            print(text, "->", type(error).__name__, ascii(str(error)))
