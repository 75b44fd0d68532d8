//! Short ints as text.

/// The decimal digits of a short int, without memory of their own.
pub struct Decimal {
    digits: [u8; 20],
    start: usize,
}

impl Decimal {
    /// Those of a number.
    pub fn new(value: i64) -> Self {
        let (mut digits, mut start) = ([0; 20], 20);
        let mut rest = value.unsigned_abs();
        for place in digits.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            start -= 1;
            if rest == 0 {
                break;
            }
        }
        // There is room: a number of 63 bits has nineteen digits.
        if value < 0 {
            start -= 1;
            if let Some(sign) = digits.get_mut(start) {
                *sign = b'-';
            }
        }
        Self { digits, start }
    }

    /// In ASCII, with `-` in front if the number is negative.
    pub fn digits(&self) -> &[u8] {
        self.digits.get(self.start..).unwrap_or_default()
    }
}
