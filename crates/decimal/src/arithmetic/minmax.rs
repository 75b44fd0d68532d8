//! The larger and the smaller of two numbers, where a number is preferred to a NaN.

use std::cmp::Ordering;

use crate::{Answer, Context, Decimal, OutOfMemory, Status};

impl Context {
    /// The larger one.
    pub fn max(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.choose(a, b, by_value, Ordering::Less, status)
    }

    /// The smaller one.
    pub fn min(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.choose(a, b, by_value, Ordering::Greater, status)
    }

    /// The one with the larger magnitude.
    pub fn max_magnitude(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.choose(a, b, Decimal::compare_magnitude, Ordering::Less, status)
    }

    /// The one with the smaller magnitude.
    pub fn min_magnitude(&self, a: &Decimal, b: &Decimal, status: &mut Status) -> Answer {
        self.choose(a, b, Decimal::compare_magnitude, Ordering::Greater, status)
    }

    /// The second number if the comparison gives `second`, else the first.
    fn choose(
        &self,
        a: &Decimal,
        b: &Decimal,
        compare: fn(&Decimal, &Decimal) -> Result<Ordering, OutOfMemory>,
        second: Ordering,
        status: &mut Status,
    ) -> Answer {
        let chosen = if a.is_quiet() && !b.is_nan() {
            b
        } else if b.is_quiet() && !a.is_nan() {
            a
        } else if let Some(nan) = self.nan_of_two(a, b, status) {
            return nan;
        } else {
            let order = match compare(a, b)? {
                Ordering::Equal => a.compare_equal(b),
                order => order,
            };
            if order == second { b } else { a }
        };
        self.finish(chosen.copied()?, status)
    }
}

fn by_value(a: &Decimal, b: &Decimal) -> Result<Ordering, OutOfMemory> {
    Ok(a.compare(b)?.unwrap_or(Ordering::Equal))
}
