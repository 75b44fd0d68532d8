"""Moments by the calendar, and clocks."""
import posix
import time

posix.putenv("TZ", "UTC")
time.tzset()


def show(call):
    try:
        print(repr(call()))
    except BaseException as error:
        print(type(error).__name__, error, getattr(error, "filename", None), getattr(error, "filename2", None))


for call in [
    lambda:time.sleep(-1),
    lambda:time.sleep('x'),
    lambda:time.sleep(float('nan')),
    lambda:time.sleep(1e300),
    lambda: time.sleep(2**80),
    lambda:time.gmtime('x'),
    lambda:time.gmtime(1e300),
    lambda:time.gmtime(float('nan')),
    lambda:time.gmtime(2**70),
    lambda:time.gmtime(2**60),
    lambda:time.gmtime(-1.5),
    lambda:time.gmtime(None)!=None,
    lambda:time.gmtime(1,2),
    lambda:time.localtime(0),
    lambda:time.localtime(0).tm_zone,
    lambda:time.mktime((1970,1,1,0,0,0,0,0,0)),
    lambda:time.mktime((1,2)),
    lambda:time.mktime(3),
    lambda:time.mktime((1e5,)*9),
    lambda:time.mktime(('x',)*9),
    lambda: time.mktime((2**40,1,1,0,0,0,0,0,0)),
    lambda:time.asctime((1970,1,1,0,0,0,0,0,0)),
    lambda:time.asctime((1970,13,1,0,0,0,0,0,0)),
    lambda:time.asctime((1970,1,32,0,0,0,0,0,0)),
    lambda:time.asctime((1970,0,0,0,0,0,-1,0,0)),
    lambda:time.asctime((1970,1,1,24,0,0,0,0,0)),
    lambda:time.asctime((1970,1,1,0,60,0,0,0,0)),
    lambda:time.asctime((1970,1,1,0,0,62,0,0,0)),
    lambda:time.asctime((1970,1,1,0,0,0,-2,0,0)),
    lambda:time.asctime((1970,1,1,0,0,0,0,367,0)),
    lambda:time.asctime((1970,1,1,0,0,0,0,-2,0)),
    lambda:time.asctime((123456,1,1,0,0,0,0,0,0)),
    lambda:time.asctime((-5,1,1,0,0,0,0,0,0)),
    lambda:time.ctime(0),
    lambda:time.ctime(1,2),
    lambda: time.strftime(3),
    lambda:time.strftime('%Y',(5,)*8),
    lambda:time.strftime('%Y',(5,1,1,0,0,0,0,0,0)),
    lambda:time.strftime('%4Y %y %G %C %F %s %e',(5,1,1,0,0,0,0,0,0)),
    lambda:time.strftime('%Y',(-5,1,1,0,0,0,0,0,0)),
    lambda: time.strftime('a\0b %Y',(5,1,1,0,0,0,0,0,0)),
    lambda:time.strftime('\u20ac\udc80%Y%',time.gmtime(0)),
    lambda:time.strftime('',time.gmtime(0)),
    lambda:time.strftime('%'),
    lambda:time.strftime('%Q %E %O',time.gmtime(0)),
    lambda:time.strftime('x'*3000,time.gmtime(0))=='x'*3000,
    lambda:time.strftime('%Y',3),
    lambda:time.strftime('%Y',(1970,13,1,0,0,0,0,0,0)),
    lambda:time.clock_gettime(99),
    lambda:time.clock_gettime('x'),
    lambda:time.tzset(),
    lambda: time.CLOCK_BOOTTIME,
    lambda:time._STRUCT_TM_ITEMS,
    lambda: time.strftime('%z %Z',time.gmtime(0)),
    lambda: time.strftime('%z %Z',(2020,1,1,0,0,0,0,0,0)),
    lambda: time.strftime('%Y', time.struct_time((2020,1,1,0,0,0,0,0,0,'XX',3600))),
    lambda: time.strftime('%z %Z', time.struct_time((2020,1,1,0,0,0,0,0,0,'XX',3600))),
    lambda: time.mktime(time.struct_time((2020,1,1,0,0,0,0,0,0,'XX',3600))),
    lambda: time.asctime(time.struct_time((2020,1,1,0,0,0,0,0,0,'XX','q'))),
    lambda: time.clock_gettime_ns(2**40),
]:
    show(call)
