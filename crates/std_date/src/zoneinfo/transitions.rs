//! When a zone's time changes, and which kind of time holds then.

use super::rule::When;

/// What a file says of transitions.
pub(super) struct Raw {
    /// When they are, in seconds since 1970.
    pub(super) universal: Vec<i64>,
    /// The kind of time that each begins.
    pub(super) kinds: Vec<usize>,
    /// Of each kind how far it is from UTC, in seconds.
    pub(super) offsets: Vec<i64>,
    /// And whether it is summer time.
    pub(super) is_summer: Vec<bool>,
}

/// What holds after the last transition.
pub(super) struct After {
    /// The kind of standard time.
    pub(super) standard: usize,
    pub(super) offset: i64,
    pub(super) summer: Option<Summer>,
}

/// Summer time after the last transition.
pub(super) struct Summer {
    pub(super) kind: usize,
    pub(super) offset: i64,
    /// How far it is ahead of standard time.
    pub(super) shift: i64,
    pub(super) start: When,
    pub(super) end: When,
}

/// The transitions of a zone. Kinds of time are numbers, which the zone has answers for.
pub(super) struct Transitions {
    raw: Raw,
    /// The transitions by the zone's own time; the second list holds where clocks show a time for the second time.
    local: [Vec<i64>; 2],
    /// What holds before the first.
    before: Option<usize>,
    after: After,
    always: Option<usize>,
}

impl Raw {
    fn offset(&self, kind: usize) -> i64 {
        self.offsets.get(kind).copied().unwrap_or(0)
    }

    fn is_summer(&self, kind: usize) -> bool {
        self.is_summer.get(kind).copied().unwrap_or(false)
    }

    /// How far each kind of time is ahead for summer time. Files do not say that: it is guessed from the standard time next to
    /// it, and an hour where there is none.
    pub(super) fn summer_shifts(&self) -> Vec<i64> {
        let mut shifts = vec![0; self.offsets.len()];
        for (index, &kind) in self.kinds.iter().enumerate().skip(1) {
            let (Some(shift), true) = (shifts.get_mut(kind), self.is_summer(kind)) else { continue };
            if *shift != 0 {
                continue;
            }
            let from = |other: usize| {
                if self.is_summer(other) { None } else { Some(self.offset(kind) - self.offset(other)) }
            };
            let previous = index.checked_sub(1).and_then(|index| self.kinds.get(index));
            let next = self.kinds.get(index + 1).filter(|_| kind + 1 < self.offsets.len());
            let guess = previous.and_then(|&kind| from(kind)).filter(|&shift| shift != 0);
            *shift = guess.or_else(|| next.and_then(|&kind| from(kind))).unwrap_or(0);
        }
        for (kind, shift) in shifts.iter_mut().enumerate() {
            if *shift == 0 && self.is_summer(kind) {
                *shift = 3600;
            }
        }
        shifts
    }

    /// The transitions by the zone's own time: the later of the two times that a clock could show, and the earlier.
    fn local(&self) -> [Vec<i64>; 2] {
        let mut lists = [self.universal.clone(), self.universal.clone()];
        let mut before = self.offset(0);
        for (index, &kind) in self.kinds.iter().enumerate() {
            let after = self.offset(kind);
            for (list, offset) in lists.iter_mut().zip([before.max(after), before.min(after)]) {
                if let Some(seconds) = list.get_mut(index) {
                    *seconds = seconds.saturating_add(offset);
                }
            }
            before = after;
        }
        lists
    }
}

impl Transitions {
    /// The transitions of a file. `always` is the kind of time that the zone always has, if it has no other.
    pub(super) fn new(raw: Raw, after: After, always: Option<usize>) -> Self {
        let kinds = raw.offsets.len();
        let before = (0..kinds).find(|&kind| !raw.is_summer(kind)).or_else(|| (kinds > 0).then_some(0));
        Self { local: raw.local(), before, after, always, raw }
    }

    /// The kind of time that holds whatever the moment is.
    pub(super) fn always(&self) -> Option<usize> {
        self.always
    }

    /// The kind of time at a moment by the zone's own time: seconds since 1970, as clocks count them.
    pub(super) fn local(&self, seconds: i64, year: i32, fold: bool) -> Option<usize> {
        let [first, second] = &self.local;
        let list = if fold { second } else { first };
        match (list.first(), list.last()) {
            (Some(&first), _) if seconds < first => self.before,
            (_, Some(&last)) if seconds <= last => {
                let next = list.partition_point(|&transition| transition <= seconds);
                self.raw.kinds.get(next.checked_sub(1)?).copied()
            }
            _ => Some(self.after.local(seconds, year, fold)),
        }
    }

    /// The kind of time at a moment in UTC, and whether clocks show it for the second time.
    pub(super) fn universal(&self, seconds: i64, year: i32) -> (Option<usize>, bool) {
        let list = &self.raw.universal;
        let (Some(&first), Some(&last)) = (list.first(), list.last()) else {
            let (kind, fold) = self.after.universal(seconds, year);
            return (Some(kind), fold);
        };
        if seconds < first {
            return (self.before, false);
        }
        if seconds > last {
            let (kind, fold) = self.after.universal(seconds, year);
            // Just after the last transition it counts what was before that.
            let previous = match list.len().checked_sub(2) {
                None => self.before,
                Some(index) => self.raw.kinds.get(index).copied(),
            };
            let shift = previous.map_or(0, |previous| self.raw.offset(previous) - self.after.offset_of(kind));
            return (Some(kind), fold || shift > 0 && seconds < last.saturating_add(shift));
        }
        let next = list.partition_point(|&transition| transition <= seconds);
        let current = next.checked_sub(1);
        let kind = current.and_then(|index| self.raw.kinds.get(index)).copied();
        let previous = match next.checked_sub(2) {
            Some(index) => self.raw.kinds.get(index).copied(),
            None => self.before,
        };
        let offset = |kind: Option<usize>| kind.map_or(0, |kind| self.raw.offset(kind));
        let since = seconds - current.and_then(|index| list.get(index)).copied().unwrap_or(seconds);
        (kind, offset(previous) - offset(kind) > since)
    }
}

impl After {
    fn offset_of(&self, kind: usize) -> i64 {
        match &self.summer {
            Some(summer) if summer.kind == kind => summer.offset,
            _ => self.offset,
        }
    }

    /// The kind of time at a moment by the zone's own time.
    fn local(&self, seconds: i64, year: i32, fold: bool) -> usize {
        let Some(summer) = &self.summer else { return self.standard };
        let (mut start, mut end) = (summer.start.in_year(year), summer.end.in_year(year));
        // Clocks are put forward where a gap begins and back where a fold ends. With the fold it is the other way about, and so
        // it is where summer time is behind standard time.
        if fold == (summer.shift >= 0) {
            end -= summer.shift;
        } else {
            start += summer.shift;
        }
        if is_within(seconds, start, end) { summer.kind } else { self.standard }
    }

    /// The kind of time at a moment in UTC, and whether clocks show it for the second time.
    fn universal(&self, seconds: i64, year: i32) -> (usize, bool) {
        let Some(summer) = &self.summer else { return (self.standard, false) };
        let start = summer.start.in_year(year) - self.offset;
        let end = summer.end.in_year(year) - summer.offset;
        let kind = if is_within(seconds, start, end) { summer.kind } else { self.standard };
        let fold = if summer.shift > 0 {
            (end..end + summer.shift).contains(&seconds)
        } else {
            (start..start - summer.shift).contains(&seconds)
        };
        (kind, fold)
    }
}

/// Whether it is summer; in the south it begins late in a year and ends early.
fn is_within(seconds: i64, start: i64, end: i64) -> bool {
    if start < end { start <= seconds && seconds < end } else { seconds < end || start <= seconds }
}
