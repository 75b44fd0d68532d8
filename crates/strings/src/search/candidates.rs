//! Search by the first unit, with the two-way algorithm in reserve.

use super::sequence::Sequence;
use super::two_way::TwoWay;

/// Comparisons that may be in vain before any progress was made.
const GRACE: usize = 64;

/// Finds a needle, again and again, without overlap.
#[derive(Debug)]
pub(super) struct Candidates<T, N> {
    text: T,
    needle: N,
    /// Where the search goes on.
    at: usize,
    /// Comparisons that have been in vain.
    wasted: usize,
    two_way: Option<TwoWay>,
}

impl<T: Sequence, N: Sequence> Candidates<T, N> {
    /// The needle is not empty.
    pub(super) fn new(text: T, needle: N) -> Self {
        Self { text, needle, at: 0, wasted: 0, two_way: None }
    }

    pub(super) fn next(&mut self) -> Option<usize> {
        let found = match &mut self.two_way {
            None => self.next_candidate(),
            Some(search) => search.next(self.text, self.needle, self.at),
        };
        // After the last match no further one can begin.
        self.at = found.map_or(self.text.len(), |place| place + self.needle.len());
        found
    }

    fn next_candidate(&mut self) -> Option<usize> {
        let len = self.needle.len();
        let last = self.text.len().checked_sub(len)?;
        let first = self.needle.at(0);
        while self.at <= last {
            let place = self.text.position(self.at, first).filter(|&place| place <= last)?;
            match (1..len).find(|&i| self.text.at(place + i) != self.needle.at(i)) {
                None => return Some(place),
                Some(equal) => self.wasted += equal,
            }
            self.at = place + 1;
            if self.wasted > self.at + GRACE {
                return self.two_way.insert(TwoWay::new(self.needle)).next(self.text, self.needle, self.at);
            }
        }
        None
    }
}
