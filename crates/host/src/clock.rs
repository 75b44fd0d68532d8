//! Clocks, sleeping, and the calendar of the C library, which knows time zones and locales.

use std::ffi::{CStr, CString};
use std::io;
use std::ptr::null;

use crate::calls::{check, check_number, filled};
use crate::process_wide::guard;

/// What a clock shows, in nanoseconds.
pub fn now(clock: i32) -> io::Result<i64> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::clock_gettime(clock, place) }).and_then(|time| in_nanos(&time))
}

/// How finely a clock goes, in nanoseconds.
pub fn resolution(clock: i32) -> io::Result<i64> {
    // SAFETY: the call fills in what it is given.
    filled(|place| unsafe { libc::clock_getres(clock, place) }).and_then(|time| in_nanos(&time))
}

/// Sets a clock.
pub fn set(clock: i32, nanos: i64) -> io::Result<()> {
    let time = from_nanos(nanos);
    // SAFETY: the time is there.
    check(unsafe { libc::clock_settime(clock, &raw const time) }).map(drop)
}

/// The clock of the processor time of the thread that asks.
pub fn of_this_thread() -> io::Result<i32> {
    let mut clock = 0;
    // SAFETY: the call fills in a number; the thread that runs exists.
    check_number(unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut clock) })?;
    Ok(clock)
}

fn in_nanos(time: &libc::timespec) -> io::Result<i64> {
    let seconds = time.tv_sec.checked_mul(1_000_000_000);
    seconds
        .and_then(|nanos| nanos.checked_add(time.tv_nsec))
        .ok_or_else(|| io::Error::from_raw_os_error(libc::EOVERFLOW))
}

/// Nanoseconds as the system wants them.
pub fn from_nanos(nanos: i64) -> libc::timespec {
    libc::timespec { tv_sec: nanos.div_euclid(1_000_000_000), tv_nsec: nanos.rem_euclid(1_000_000_000) }
}

/// Sleeps until the monotonic clock shows so many nanoseconds, or a signal comes.
pub fn sleep_until(nanos: i64) -> io::Result<()> {
    let time = from_nanos(nanos);
    // SAFETY: the time is there, and nothing is asked for in return.
    check_number(unsafe {
        libc::clock_nanosleep(
            libc::CLOCK_MONOTONIC,
            libc::TIMER_ABSTIME,
            &raw const time,
            std::ptr::null_mut(),
        )
    })
}

/// A moment by the calendar, with fields as in C's `struct tm`.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Years since 1900.
    pub year: i32,
    /// Months since January.
    pub month: i32,
    /// Day of the month, from 1 on.
    pub day: i32,
    /// Hours.
    pub hour: i32,
    /// Minutes.
    pub minute: i32,
    /// Seconds.
    pub second: i32,
    /// Days since Sunday.
    pub weekday: i32,
    /// Days since January 1st.
    pub year_day: i32,
    /// Whether it is summer time; negative where that is not known.
    pub summer: i32,
    /// Seconds east of Greenwich.
    pub offset: i64,
    /// The time zone's abbreviation, where there is one.
    pub zone: Option<CString>,
}

impl Calendar {
    /// # Safety
    /// The zone's name is there, if there is one.
    unsafe fn of(tm: &libc::tm) -> Self {
        // SAFETY: the caller's promise; such names end with a zero byte.
        let zone = (!tm.tm_zone.is_null()).then(|| unsafe { CStr::from_ptr(tm.tm_zone) }.to_owned());
        Self {
            year: tm.tm_year,
            month: tm.tm_mon,
            day: tm.tm_mday,
            hour: tm.tm_hour,
            minute: tm.tm_min,
            second: tm.tm_sec,
            weekday: tm.tm_wday,
            year_day: tm.tm_yday,
            summer: tm.tm_isdst,
            offset: tm.tm_gmtoff,
            zone,
        }
    }

    /// The structure, which borrows the zone's name.
    fn to_tm(&self) -> libc::tm {
        libc::tm {
            tm_sec: self.second,
            tm_min: self.minute,
            tm_hour: self.hour,
            tm_mday: self.day,
            tm_mon: self.month,
            tm_year: self.year,
            tm_wday: self.weekday,
            tm_yday: self.year_day,
            tm_isdst: self.summer,
            tm_gmtoff: self.offset,
            tm_zone: self.zone.as_ref().map_or(null(), |zone| zone.as_ptr()),
        }
    }

    /// Seconds since 1970 as the moment of local time; nothing where there is no such number.
    pub fn to_local_seconds(&self) -> Option<i64> {
        let mut tm = self.to_tm();
        let _guard = guard();
        // The call sets it to a real day if it succeeds.
        tm.tm_wday = -1;
        // SAFETY: the structure is complete.
        let seconds = unsafe { libc::mktime(&raw mut tm) };
        if seconds == -1 && tm.tm_wday == -1 { None } else { Some(seconds) }
    }

    /// The moment after one directive of `strftime`, such as `%Y`.
    pub fn format(&self, directive: &CStr) -> Vec<u8> {
        let tm = self.to_tm();
        // The text may be empty, which the call cannot tell from a lack of room: a byte before it makes the difference.
        let mut format = vec![b'.'];
        format.extend_from_slice(directive.to_bytes_with_nul());
        let mut size = 256;
        let _guard = guard();
        loop {
            let mut buffer = vec![0u8; size];
            // SAFETY: the format ends with a zero byte, and the call writes no more than the buffer holds.
            let length = unsafe {
                libc::strftime(
                    buffer.as_mut_ptr().cast(),
                    buffer.len(),
                    format.as_ptr().cast(),
                    &raw const tm,
                )
            };
            if length > 0 || size > 1 << 20 {
                buffer.truncate(length);
                return buffer.split_off(length.min(1));
            }
            size *= 4;
        }
    }
}

/// The moment of a number of seconds since 1970, in universal time.
pub fn universal(seconds: i64) -> io::Result<Calendar> {
    let mut tm = Calendar::default().to_tm();
    // SAFETY: the call fills in the structure; the zone's name is static.
    unsafe {
        if libc::gmtime_r(&raw const seconds, &raw mut tm).is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(Calendar::of(&tm))
    }
}

/// A moment by local time, without the zone's name.
#[derive(Clone, Copy, Debug)]
pub struct LocalTime {
    /// Years since 1900.
    pub year: i32,
    /// Months since January.
    pub month: i32,
    /// Day of the month, from 1 on.
    pub day: i32,
    /// Hours.
    pub hour: i32,
    /// Minutes.
    pub minute: i32,
    /// Seconds.
    pub second: i32,
}

/// The moment of a number of seconds since 1970 by local time, for those who ask often.
pub fn local_time(seconds: i64) -> io::Result<LocalTime> {
    let _guard = guard();
    // SAFETY: the call fills in what it is given; where it fails, nothing is read.
    let tm = filled(|place| unsafe {
        if libc::localtime_r(&raw const seconds, place).is_null() { -1 } else { 0 }
    })?;
    Ok(LocalTime {
        year: tm.tm_year,
        month: tm.tm_mon,
        day: tm.tm_mday,
        hour: tm.tm_hour,
        minute: tm.tm_min,
        second: tm.tm_sec,
    })
}

/// The same with the zone's name and the rest.
pub fn local(seconds: i64) -> io::Result<Calendar> {
    let _guard = guard();
    let mut tm = Calendar::default().to_tm();
    // SAFETY: the call fills in the structure; the zone's name is copied before it could change.
    unsafe {
        if libc::localtime_r(&raw const seconds, &raw mut tm).is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(Calendar::of(&tm))
    }
}

unsafe extern "C" {
    fn tzset();
}

/// Reads the time zone from the environment again.
pub fn read_time_zone() {
    let _guard = guard();
    // SAFETY: nothing goes in. Only threads of other libraries could change the environment meanwhile.
    unsafe { tzset() };
}
