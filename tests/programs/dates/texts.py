# What dates and times look like, and reading them.
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
d.timedelta(days=float('inf'))
d.date.fromisoformat('x')
d.date.fromisoformat(5)
d.date.fromisoformat('2020-13-01')
d.date.fromisoformat('2020-00-01')
d.date.fromisoformat('2020W531')
d.date.fromisoformat('2021W531')
d.date.fromisoformat('2021W518')
d.date.fromisoformat('0000-01-01')
d.date.fromisoformat('0000W011')
d.date.fromisoformat('9999W527')
d.date.fromisoformat('2020-1234')
d.date.fromisoformat('202-01-011')
d.date.fromisoformat('2020011')
d.date.fromisoformat('2020-W5')
d.date.fromisoformat('2020-W53')
d.datetime.fromtimestamp(float('inf'))
d.datetime.strptime('a')
d.datetime.strptime(1,'a')
d.datetime.strptime('a',2)
d.datetime.strptime('a','%Y')
d.date.strptime('a','%Y')
d.date.strptime('2020','%Y')
d.time.strptime('20','%H')
d.time.strptime('2020','%Y')
d.date.strptime('2020 10','%Y %H')
d.datetime(1,1,1).isoformat(5)
d.datetime(1,1,1).isoformat('ab')
d.datetime(1,1,1).isoformat(' ','x')
d.datetime(1,1,1).isoformat(' ',5)
d.datetime(1,1,1).isoformat(' ','a\0')
d.datetime(1,1,1).isoformat('\ud800','hours')
d.datetime(1,1,1).isoformat(1,2,3)
d.datetime(1,1,1).isoformat(x=3)
d.time(1).isoformat(5)
d.time(1).isoformat('hours',4)
d.time(1).isoformat(timespec='bla')
d.time(1).isoformat(timespec=None)
d.datetime(1,1,1).isoformat(timespec=None)
d.datetime(1,1,1).__format__()
d.datetime(1,1,1).__format__(5)
d.datetime(1,1,1).strftime()
d.datetime(1,1,1).strftime(5)
d.datetime(1,1,1).strftime('a',2)
d.datetime(1,1,1).strftime(fmt='a')
d.datetime(1,1,1).strftime('%Y %G %C %F %y %: %:z|%:a|%')
d.datetime(99,1,1).strftime('%Y %G %C %F %y %: %:z|%:a|%')
d.datetime(1,1,1).strftime('\ud800 a\0b %Y\0')
d.datetime.fromisoformat('2020-01-01T24:00')
d.datetime.fromisoformat('2020-01-01T24:01')
d.datetime.fromisoformat('2020-13-01T24:00')
d.datetime.fromisoformat('9999-12-31T24:00')
d.datetime.fromisoformat('2020-01-01T25:00')
d.datetime.fromisoformat('2020-01-01T10:00+25:00')
d.datetime.fromisoformat('2020-01-01T10:00+24:00')
d.datetime.fromisoformat('2020-01-01T10:00+00:00:00.000001')
d.datetime.fromisoformat('2020-01-01T10:00Zx')
d.datetime.fromisoformat('2020-01-01T10:00:00.')
d.datetime.fromisoformat('2020-01-01T10:00:00,1234567')
d.datetime.fromisoformat('2020-01-01T1000.5')
d.datetime.fromisoformat('2020-01-01T10.5')
d.datetime.fromisoformat('2020-01-01T10:')
d.datetime.fromisoformat('2020-01-01T10:00:')
d.datetime.fromisoformat('2020-01-01T')
d.datetime.fromisoformat('2020-01-01')
d.datetime.fromisoformat('2020-01-01T10+')
d.datetime.fromisoformat('2020-01-01T10:00:00\0')
d.datetime.fromisoformat('2020-01-01T10:00:00+01\0')
d.datetime.fromisoformat('2020-01-01T10:00:00+10.5')
d.datetime.fromisoformat('2020-01-01T10:00:00+1000.5')
d.datetime.fromisoformat('2020-01-01T1000:00')
d.datetime.fromisoformat('2020-01-01T10:0000')
d.datetime.fromisoformat('2020-01-01T10:00:00.5é')
d.datetime.fromisoformat('2020-01-01T10:00:00.123456 ')
d.datetime.fromisoformat('2020-01-01T10:00:00.12345678+01:00')
d.datetime.fromisoformat('2020-01-01\ud80010:00:00')
d.datetime.fromisoformat('2020-01-01😀10:00:00')
d.datetime.fromisoformat('2020-W01-0000')
d.datetime.fromisoformat('20200101')
d.datetime.fromisoformat('2020W01')
d.datetime.fromisoformat('2020W01T10')
d.datetime.fromisoformat('2020W011T10')
d.datetime.fromisoformat('2020W01110')
d.datetime.fromisoformat('2020W0110')
d.datetime.fromisoformat('2020-W0110')
d.datetime.fromisoformat('2020-01-0')
d.datetime.fromisoformat('2020-1')
d.datetime.fromisoformat('2020-01T')
d.datetime.fromisoformat('2020-01-01T10:00-00:00:00.5')
d.time.fromisoformat('')
d.time.fromisoformat('T')
d.time.fromisoformat('T10')
d.time.fromisoformat('24:00')
d.time.fromisoformat('24:01')
d.time.fromisoformat('24:00:00.0000')
d.time.fromisoformat('1')
d.time.fromisoformat('10:1')
d.time.fromisoformat('12:34:56+02')
d.time.fromisoformat('60')
d.time.fromisoformat('é')
d.time.fromisoformat(4)
d.date(2020,1,2).ctime()
d.datetime(2020,1,2).utctimetuple()
d.datetime(b'\xff\xff\x81\xff\xff\xff\xff\xff\xff\xff')
d.date(b'\xff\xff\x0c\xff')
d.datetime(1,1,1,tzinfo=Z(S('a'))).strftime('%Z')
d.datetime(1,1,1,tzinfo=Z('%a%')).strftime('%Z')
d.datetime(1,1,1,tzinfo=Z(None)).strftime('%Z|%z|%:z')
d.datetime(1,1,1,tzinfo=Z(d.timedelta(hours=-1,seconds=3,microseconds=4))).strftime('%z|%:z')
d.datetime(1,1,1,tzinfo=d.UTC).strftime('%Z|%z|%:z|%f')
d.date(1,1,1).strftime('%Z|%z|%:z|%f')
d.time(1,2,3,4,d.UTC).strftime('%Z|%z|%:z|%f|%Y|%F|%C|%G|%j|%a')
d.datetime.fromisoformat('2020-01-01T10:00:00.123456x+01:00')
d.datetime.fromisoformat('2020-01-01T10:00:00.12x+01:00')
d.datetime.fromisoformat('2020-01-01T10:00:00x+01:00')
d.datetime.fromisoformat('2020-01-01T10:00:0+01:00')
d.datetime.fromisoformat('2020-01-01T+01:00')
d.datetime.fromisoformat('2020-01-01T24:01+25:00')
d.datetime.fromisoformat('2020-01-01T24:00+25:00')
d.datetime.fromisoformat('2020-01-01TZ')
d.datetime.fromisoformat('2020-01-01T10Z')
d.datetime.fromisoformat('2020-01-01T10:00+01:00Z')
d.datetime.fromisoformat('2020-01-01T10:00Z+01:00')
d.datetime.fromisoformat('2020-01-32T10:00')
d.datetime.fromisoformat('é020-01-01T10:00')
d.datetime.fromisoformat('2020-01-01é10:00')
d.datetime.fromisoformat('2020-01é01T10:00')
d.datetime.fromisoformat('2020-01-01T10:00é')
d.datetime.fromisoformat('2020-01-01T10:00\ud800')
d.datetime.fromisoformat('2020W01\ud80010')
d.datetime.fromisoformat('2020-01-01\ud80010:00:0\ud800')
d.time.fromisoformat('T24:00+01:00')
d.time.fromisoformat('24:00+25:00')
d.time.fromisoformat('10:00\ud800')
d.time.fromisoformat('-10')
d.time.fromisoformat('+')
d.time.fromisoformat('10:00:00.1234567890123')
d.time.fromisoformat('10:00:00.123456\0')
d.date.fromisoformat('2020-01\ud800')
d.date.fromisoformat('é020-01')
d.date.fromisoformat('2020\x00W01')
d.date.fromisoformat('2020W01x')
d.date.fromisoformat('2020-W01-')
d.date.fromisoformat('2020-W01x1')
d.date.fromisoformat('2020-01x01')
d.date.fromisoformat('202001-1')
SD.fromisoformat('2020-01-01'), DD.fromisoformat('2020-01-01'), TT.fromisoformat('10')
repr(TD(1)), str(TD(1)), repr(TT(1)), str(SD(1,1,1))
d.datetime(2020,11,1,1,30,0,5,tzinfo=Z(d.timedelta(hours=1))).utctimetuple()
d.datetime(1,1,1,1,30,0,5,tzinfo=Z(d.timedelta(hours=10))).utctimetuple()
str(d.timezone(d.timedelta(hours=-1,seconds=3,microseconds=4))), str(d.timezone(d.timedelta(hours=-1,seconds=3)))
repr(d.timezone(-d.timedelta(hours=1)))
str(d.timedelta(-1,5,6)), str(d.timedelta(1)), str(d.timedelta(2,5))
f'{d.date(2020,1,1):%Y}', f'{d.date(2020,1,1)}', f'{d.time(1):%H}'
d.datetime(2020,1,1,tzinfo=Z(None)).isoformat()
d.datetime(65535%9999,1,1).isoformat('-','milliseconds')
d.datetime(b'\xff\xff\x81\xff\xff\xff\xff\xff\xff\xff').isoformat()
d.datetime(b'\xff\xff\x81\xff\xff\xff\xff\xff\xff\xff').toordinal()
d.timedelta(1)/float('inf')
""".split("\n"):
    if text:
        try:
            print(text, "->", ascii(eval(text)))
        except Exception as error:
            print(text, "->", type(error).__name__, ascii(str(error)))
