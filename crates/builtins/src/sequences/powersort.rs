//! Powersort: a stable merge sort that finds the runs that are there already and merges them in a nearly optimal order.
//!
//! Runs are found from left to right. The boundary between two neighbours has a *power*: the depth at which it would lie in a
//! perfectly balanced tree of merges over the whole array. Runs wait on a stack, the powers of whose boundaries increase;
//! a boundary of lower power makes everything deeper be merged first. (J. I. Munro and S. Wild, "Nearly-Optimal Mergesorts",
//! 2018; the merging with galloping is that of Tim Peters' listsort.)
//!
//! What is sorted are plain words. The array holds each of them once whenever `less` fails, so nothing is lost.

use taipan_object::PyResult;

/// Shorter runs are filled up to a length between half of this and all of it.
const MIN_RUN: usize = 64;
/// So many items of one side in a row, and it is searched for how many there are.
const GALLOP: usize = 7;

/// A run that waits, and the power of the boundary at its end.
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

/// Sorts by `less`, the only thing that can fail apart from memory.
pub(super) fn sort<T: Copy>(items: &mut [T], mut less: impl FnMut(T, T) -> PyResult<bool>) -> PyResult<()> {
    let total = items.len();
    if total < 2 {
        return Ok(());
    }
    let least = shortest_run(total);
    let mut spare = Vec::new();
    let mut waiting: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < total {
        let rest = &mut items[start..];
        let mut len = natural_run(rest, &mut less)?;
        if len < least {
            let filled = least.min(rest.len());
            insert(&mut rest[..filled], len, &mut less)?;
            len = filled;
        }
        if let Some(last) = waiting.last() {
            let power = power(last.start, last.len, len, total);
            while let [.., before, _] = &waiting[..]
                && before.power > power
            {
                merge_last(items, &mut waiting, &mut spare, &mut less)?;
            }
            if let Some(last) = waiting.last_mut() {
                last.power = power;
            }
        }
        waiting.push(Run { start, len, power: 0 });
        start += len;
    }
    while waiting.len() > 1 {
        merge_last(items, &mut waiting, &mut spare, &mut less)?;
    }
    Ok(())
}

/// A length such that the number of runs is a power of two or a little less.
fn shortest_run(mut total: usize) -> usize {
    let mut odd = 0;
    while total >= MIN_RUN {
        odd |= total & 1;
        total >>= 1;
    }
    total + odd
}

/// The power of the boundary between two neighbouring runs: the first binary digit in which their middles, as fractions of
/// the whole, differ.
fn power(start: usize, len: usize, next_len: usize, total: usize) -> u32 {
    // Twice the middles.
    let mut left = 2 * start as u128 + len as u128;
    let mut right = left + len as u128 + next_len as u128;
    let total = 2 * total as u128;
    let mut power = 0;
    loop {
        power += 1;
        left *= 2;
        right *= 2;
        match (left >= total, right >= total) {
            (true, _) => {
                left -= total;
                right -= total;
            }
            (false, true) => return power,
            (false, false) => {}
        }
        // Runs have items, so the middles differ at the latest in the last digit.
        if power >= u128::BITS {
            return power;
        }
    }
}

/// The length of the run that the items begin with. A strictly descending one is reversed.
fn natural_run<T: Copy>(items: &mut [T], less: &mut impl FnMut(T, T) -> PyResult<bool>) -> PyResult<usize> {
    let mut len = items.len().min(2);
    if len < 2 {
        return Ok(len);
    }
    let descending = less(items[1], items[0])?;
    while len < items.len() && less(items[len], items[len - 1])? == descending {
        len += 1;
    }
    if descending {
        items[..len].reverse();
    }
    Ok(len)
}

/// Sorts items of which the first ones are sorted already, by binary insertion.
fn insert<T: Copy>(
    items: &mut [T],
    sorted: usize,
    less: &mut impl FnMut(T, T) -> PyResult<bool>,
) -> PyResult<()> {
    for at in sorted.max(1)..items.len() {
        let item = items[at];
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = low.midpoint(high);
            if less(item, items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items.copy_within(low..at, low + 1);
        items[low] = item;
    }
    Ok(())
}

/// Merges the two runs on top of the stack.
fn merge_last<T: Copy>(
    items: &mut [T],
    waiting: &mut Vec<Run>,
    spare: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> PyResult<bool>,
) -> PyResult<()> {
    let Some(right) = waiting.pop() else { return Ok(()) };
    let Some(left) = waiting.last_mut() else { return Ok(()) };
    let (start, middle, end) = (left.start, left.len, left.len + right.len);
    left.len = end;
    left.power = right.power;
    let items = &mut items[start..start + end];
    // What is in its place already at both ends need not be moved.
    let first = items[middle];
    let skipped = gallop(&items[..middle], false, &mut |item| Ok(!less(first, item)?))?;
    if skipped == middle {
        return Ok(());
    }
    let last = items[middle - 1];
    let end = middle + gallop(&items[middle..], true, &mut |item| less(item, last))?;
    let (items, middle) = (&mut items[skipped..end], middle - skipped);
    let shorter = middle.min(items.len() - middle);
    spare.clear();
    spare.try_reserve(shorter)?;
    if middle == shorter {
        spare.extend_from_slice(&items[..middle]);
        merge_up(items, spare, less)
    } else {
        spare.extend_from_slice(&items[middle..]);
        merge_down(items, middle, spare, less)
    }
}

/// How many items at the beginning fulfil a condition that holds up to some item and for none after it: searched in steps of
/// growing length, from the end if the answer is expected there.
fn gallop<T: Copy>(
    items: &[T],
    from_end: bool,
    holds: &mut impl FnMut(T) -> PyResult<bool>,
) -> PyResult<usize> {
    let (mut low, mut high) = (0, items.len());
    let mut step = 1;
    while low + step <= high {
        if from_end {
            let at = high - step;
            if holds(items[at])? {
                low = at + 1;
                break;
            }
            high = at;
        } else {
            let at = low + step - 1;
            if !holds(items[at])? {
                high = at;
                break;
            }
            low = at + 1;
        }
        step *= 2;
    }
    while low < high {
        let middle = low.midpoint(high);
        if holds(items[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Merges a left run that has been copied aside into the array, in which the right run lies after the room for it.
fn merge_up<T: Copy>(
    items: &mut [T],
    left: &[T],
    less: &mut impl FnMut(T, T) -> PyResult<bool>,
) -> PyResult<()> {
    // The room between `to` and `right` is that of what is left of `left`.
    let (mut to, mut taken, mut right) = (0, 0, left.len());
    let mut work = || -> PyResult<()> {
        let (mut left_wins, mut right_wins) = (0, 0);
        while taken < left.len() && right < items.len() {
            if less(items[right], left[taken])? {
                items[to] = items[right];
                right += 1;
                (left_wins, right_wins) = (0, right_wins + 1);
            } else {
                items[to] = left[taken];
                taken += 1;
                (left_wins, right_wins) = (left_wins + 1, 0);
            }
            to += 1;
            if right_wins >= GALLOP && taken < left.len() {
                let pivot = left[taken];
                let count = gallop(&items[right..], false, &mut |item| less(item, pivot))?;
                items.copy_within(right..right + count, to);
                (right, to, right_wins) = (right + count, to + count, 0);
            } else if left_wins >= GALLOP && right < items.len() {
                let pivot = items[right];
                let count = gallop(&left[taken..], false, &mut |item| Ok(!less(pivot, item)?))?;
                items[to..to + count].copy_from_slice(&left[taken..taken + count]);
                (taken, to, left_wins) = (taken + count, to + count, 0);
            }
        }
        Ok(())
    };
    let result = work();
    items[to..right].copy_from_slice(&left[taken..]);
    result
}

/// Merges a right run that has been copied aside into the array, in which the left run of `middle` items lies before the room
/// for it; from the end.
fn merge_down<T: Copy>(
    items: &mut [T],
    middle: usize,
    right: &[T],
    less: &mut impl FnMut(T, T) -> PyResult<bool>,
) -> PyResult<()> {
    // What is left of each side; the room for the right one begins after the left one.
    let (mut left_len, mut right_len) = (middle, right.len());
    let mut work = || -> PyResult<()> {
        let (mut left_wins, mut right_wins) = (0, 0);
        while left_len > 0 && right_len > 0 {
            let to = left_len + right_len - 1;
            if less(right[right_len - 1], items[left_len - 1])? {
                items[to] = items[left_len - 1];
                left_len -= 1;
                (left_wins, right_wins) = (left_wins + 1, 0);
            } else {
                items[to] = right[right_len - 1];
                right_len -= 1;
                (left_wins, right_wins) = (0, right_wins + 1);
            }
            if left_wins >= GALLOP && left_len > 0 {
                let pivot = right[right_len - 1];
                let stay = gallop(&items[..left_len], true, &mut |item| Ok(!less(pivot, item)?))?;
                items.copy_within(stay..left_len, stay + right_len);
                (left_len, left_wins) = (stay, 0);
            } else if right_wins >= GALLOP && right_len > 0 {
                let pivot = items[left_len - 1];
                let stay = gallop(&right[..right_len], true, &mut |item| less(item, pivot))?;
                items[left_len + stay..left_len + right_len].copy_from_slice(&right[stay..right_len]);
                (right_len, right_wins) = (stay, 0);
            }
        }
        Ok(())
    };
    let result = work();
    items[left_len..left_len + right_len].copy_from_slice(&right[..right_len]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random.
    fn numbers(seed: u64) -> impl Iterator<Item = u64> {
        std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
            .map(|x| x >> 33)
    }

    fn check(keys: impl Iterator<Item = u64>, count: usize) {
        let mut items: Vec<(u64, usize)> = keys.take(count).zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        assert!(sort(&mut items, |a, b| Ok(a.0 < b.0)).is_ok());
        assert_eq!(items, expected, "{count} items");
    }

    #[test]
    fn everything_is_sorted_and_nothing_is_exchanged() {
        for count in (0..200).chain([1000, 4096, 10_001]) {
            for range in [2, 10, 1 << 30] {
                check(numbers(count as u64).map(|x| x % range), count);
            }
            check(0.., count);
            check((0..).map(|x| u64::MAX - x / 3), count);
            check((0..).map(|x| x % 100 * 1000 + x / 100), count);
            check(numbers(7).zip(0..).map(|(x, index)| if x % 50 == 0 { x } else { index }), count);
        }
    }

    #[test]
    fn a_failure_loses_nothing() {
        let mut py = taipan_object::Py::new().unwrap();
        for limit in (0..3000).step_by(37) {
            let mut items: Vec<u64> = numbers(5).map(|x| x % 512).take(400).collect();
            let mut before = items.clone();
            let mut calls = 0;
            let result = sort(&mut items, |a, b| {
                calls += 1;
                if calls > limit { Err(py.heap().no_memory()) } else { Ok(a < b) }
            });
            if let Err(raised) = result {
                drop(py.take(raised));
            }
            items.sort_unstable();
            before.sort_unstable();
            assert_eq!(items, before);
        }
    }
}
