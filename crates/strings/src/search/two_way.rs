//! The two-way algorithm: linear time, constant space (Maxime Crochemore and Dominique Perrin, "Two-way string-matching",
//! 1991).
//!
//! The needle is cut in two where its local period equals its global one. The right part is compared from the left; a
//! difference moves the needle behind it. The left part is compared then; a difference moves the needle by its period.
//! Where the needle repeats itself, what is known to match after such a move is not compared again.

use super::sequence::Sequence;

#[derive(Debug)]
pub(super) struct TwoWay {
    /// Where the right part begins.
    cut: usize,
    period: usize,
    /// Whether the needle repeats itself with the period, beginning in its left part.
    periodic: bool,
    /// The units at the needle's front that are known to match, in periodic needles.
    known: usize,
    /// The low six bits of the needle's units: a unit that is not among them ends every match.
    units: u64,
}

impl TwoWay {
    pub(super) fn new(needle: impl Sequence) -> Self {
        let smaller = maximal_suffix(needle, |a, b| a < b);
        let larger = maximal_suffix(needle, |a, b| a > b);
        let (cut, period) = if smaller.0 > larger.0 { smaller } else { larger };
        let periodic =
            cut + period <= needle.len() && (0..cut).all(|i| needle.at(i) == needle.at(i + period));
        // Without repetition every smaller move than this would be refuted by the left or the right part.
        let period = if periodic { period } else { cut.max(needle.len() - cut) + 1 };
        let units = (0..needle.len()).fold(0, |units, i| units | bit(needle.at(i)));
        Self { cut, period, periodic, known: 0, units }
    }

    /// The first match at `at` or behind it. It must not lie before the end of the last match.
    pub(super) fn next(
        &mut self,
        text: impl Sequence,
        needle: impl Sequence,
        mut at: usize,
    ) -> Option<usize> {
        let len = needle.len();
        self.known = 0;
        while at + len <= text.len() {
            if self.units & bit(text.at(at + len - 1)) == 0 {
                at += len;
                self.known = 0;
                continue;
            }
            let from = self.cut.max(self.known);
            if let Some(i) = (from..len).find(|&i| text.at(at + i) != needle.at(i)) {
                at += i - self.cut + 1;
                self.known = 0;
            } else if (self.known..self.cut).rev().any(|i| text.at(at + i) != needle.at(i)) {
                at += self.period;
                self.known = if self.periodic { len - self.period } else { 0 };
            } else {
                return Some(at);
            }
        }
        None
    }
}

fn bit(c: u32) -> u64 {
    1 << (c & 63)
}

/// The begin of the largest suffix in the order whose "less" is given, and its period.
fn maximal_suffix(needle: impl Sequence, less: impl Fn(u32, u32) -> bool) -> (usize, usize) {
    // `left` is the best suffix so far, `right` the one that it is compared with, at `offset` in both.
    let (mut left, mut right, mut offset, mut period) = (0, 1, 0, 1);
    while right + offset < needle.len() {
        let (challenger, best) = (needle.at(right + offset), needle.at(left + offset));
        if less(challenger, best) {
            right += offset + 1;
            offset = 0;
            period = right - left;
        } else if challenger == best {
            offset += 1;
            if offset == period {
                right += period;
                offset = 0;
            }
        } else {
            left = right;
            right += 1;
            offset = 0;
            period = 1;
        }
    }
    (left, period)
}

#[cfg(test)]
mod tests {
    use super::super::sequence::{Backward, Forward};
    use super::*;

    /// All texts and needles of few letters.
    #[test]
    fn agrees_with_the_definition() {
        let word = |mut number: u32, len: usize| -> Vec<u8> {
            (0..len)
                .map(|_| {
                    let letter = (number % 2) as u8;
                    number /= 2;
                    letter
                })
                .collect()
        };
        for needle_len in 1..=7 {
            for needle in 0..1 << needle_len {
                let needle = word(needle, needle_len);
                let mut forward = TwoWay::new(Forward(&needle));
                let mut backward = TwoWay::new(Backward(&needle));
                for text in 0..1 << 10 {
                    let text = word(text * 37 + 11, 13);
                    let expected = text.windows(needle_len).position(|window| window == needle);
                    assert_eq!(forward.next(Forward(&text), Forward(&needle), 0), expected);
                    let expected = text.windows(needle_len).rev().position(|window| window == needle);
                    assert_eq!(backward.next(Backward(&text), Backward(&needle), 0), expected);
                }
            }
        }
    }
}
