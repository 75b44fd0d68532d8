//! MT19937, the Mersenne Twister of Matsumoto and Nishimura (1998, seeding of 2002).

/// Words of the state.
pub(super) const LENGTH: usize = 624;

/// The word that a new one is mixed with.
const MIDDLE: usize = 397;

/// The generator.
pub(super) struct Twister {
    words: [u32; LENGTH],
    /// The next word to give out; at the end, all are made anew.
    index: usize,
}

impl Default for Twister {
    fn default() -> Self {
        Self { words: [0; LENGTH], index: LENGTH }
    }
}

impl Twister {
    /// A generator in a state, unless that is none.
    pub(super) fn of(words: &[u32; LENGTH], index: usize) -> Option<Self> {
        (index <= LENGTH).then_some(Self { words: *words, index })
    }

    /// A generator that begins with a key of at least one word.
    pub(super) fn from_key(key: &[u32]) -> Self {
        let mut words = Self::from_word(19_650_218);
        let mut at = 1;
        for step in 0..LENGTH.max(key.len()) {
            let place = step % key.len();
            let mixed = Self::mixed(&words, at, 1_664_525);
            words[at] = mixed.wrapping_add(key[place]).wrapping_add(place as u32);
            at = Self::following(&mut words, at);
        }
        for _ in 1..LENGTH {
            words[at] = Self::mixed(&words, at, 1_566_083_941).wrapping_sub(at as u32);
            at = Self::following(&mut words, at);
        }
        words[0] = 0x8000_0000;
        Self { words, index: LENGTH }
    }

    /// A word mixed with the one before it.
    fn mixed(words: &[u32; LENGTH], at: usize, factor: u32) -> u32 {
        let before = words[at - 1];
        words[at] ^ (before ^ (before >> 30)).wrapping_mul(factor)
    }

    /// The place after another; the first word takes over from the last.
    fn following(words: &mut [u32; LENGTH], at: usize) -> usize {
        if at + 1 < LENGTH {
            return at + 1;
        }
        words[0] = words[LENGTH - 1];
        1
    }

    fn from_word(seed: u32) -> [u32; LENGTH] {
        let mut words = [seed; LENGTH];
        for at in 1..LENGTH {
            let before = words[at - 1];
            words[at] = (before ^ (before >> 30)).wrapping_mul(1_812_433_253).wrapping_add(at as u32);
        }
        words
    }

    /// The state.
    pub(super) fn words(&self) -> &[u32; LENGTH] {
        &self.words
    }

    /// How many words of the state were given out.
    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// 32 random bits.
    #[inline]
    pub(super) fn next_word(&mut self) -> u32 {
        if self.index >= LENGTH {
            self.renew();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A float of 53 random bits, below one.
    #[inline]
    pub(super) fn next_float(&mut self) -> f64 {
        let (high, low) = (self.next_word() >> 5, self.next_word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) * (1.0 / 9_007_199_254_740_992.0)
    }

    fn renew(&mut self) {
        for at in 0..LENGTH {
            let mixed = (self.words[at] & 0x8000_0000) | (self.words[(at + 1) % LENGTH] & 0x7fff_ffff);
            let odd = if mixed & 1 == 0 { 0 } else { 0x9908_b0df };
            self.words[at] = self.words[(at + MIDDLE) % LENGTH] ^ (mixed >> 1) ^ odd;
        }
        self.index = 0;
    }
}
