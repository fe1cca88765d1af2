//! Numbers by lot. Whole numbers only, so that no machine rounds otherwise.

/// A small generator of numbers (`xorshift64*`). The seed must not be zero.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`, each as likely.
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    /// A number below `count`, the n-th about as likely as 1/n: as the names in the news. The likely ones lie
    /// scattered among the others, as they would in a list kept by the alphabet.
    pub fn zipf(&mut self, count: usize) -> usize {
        let octaves = count.ilog2() as usize + 1;
        let rank = loop {
            let start = 1 << self.throw(octaves);
            let rank = start + self.throw(start);
            if rank <= count {
                break rank;
            }
        };
        (rank as u64 * 0x9E37_79B1 % count as u64) as usize
    }

    /// One of some, each as likely.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.throw(from.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_drawn_often_and_most_hardly_ever() {
        let mut dice = Dice(7);
        let mut drawn = vec![0_u32; 1_000];
        for _ in 0..100_000 {
            drawn[dice.zipf(1_000)] += 1;
        }
        drawn.sort_unstable_by(|a, b| b.cmp(a));
        assert!(drawn[0] > 5_000, "the first one has about a tenth: {}", drawn[0]);
        assert!(drawn[..10].iter().sum::<u32>() > 25_000, "ten of a thousand have more than a quarter");
        assert!(drawn[500..].iter().sum::<u32>() < 20_000, "half of them have a tenth or so");
    }

    #[test]
    fn numbers_stay_below_the_count() {
        let mut dice = Dice(1);
        for count in 1..70 {
            assert!((0..200).all(|_| dice.zipf(count) < count && dice.throw(count) < count));
        }
    }
}
