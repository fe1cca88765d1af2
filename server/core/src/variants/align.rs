//! Which word of one name goes with which word of another.
//!
//! In order, the words of one name are paired with those of the other so that what is paired fits best; a
//! word may be paired with two or three that are written as one, and may stay alone. Where that leaves
//! words alone, other orders are tried: surname first, and any order. Cost: each pair of words is compared once.

use super::distance::{Vowels, distance};
use super::name::{Word, joined};
use super::sounds;
use super::vocabulary::Part;

/// The most words written as one.
const JOINED: usize = 3;
/// The most words of a name whose surname may stand first.
const MOST_TURNED: usize = 8;
/// How well words must fit to be paired, where they are not written as one.
pub const FIT: f32 = 0.7;
/// How well words written as one must fit.
const FIT_JOINED: f32 = 0.85;

/// Two stretches of words that go together.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Indices into the words of the first name.
    pub a: (usize, usize),
    /// Indices into the words of the second.
    pub b: (usize, usize),
    /// How well they fit: 0 to 1.
    pub fit: f32,
    /// How many letters the longer has.
    pub letters: usize,
}

/// How the words of two names go together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Alignment {
    /// What goes together, in order of the first name.
    pub pairs: Vec<Pair>,
    /// Words of the first name that stay alone.
    pub alone_a: Vec<usize>,
    /// Words of the second.
    pub alone_b: Vec<usize>,
    /// The order of the words differs.
    pub reordered: bool,
}

impl Alignment {
    /// Whether every word has its fellow.
    pub fn is_whole(&self) -> bool {
        self.alone_a.is_empty() && self.alone_b.is_empty()
    }
}

/// How well two words fit: 1 the same, 0 nothing in common.
pub fn fit(a: &Word, b: &Word, vowels: Vowels) -> f32 {
    if a.letters == b.letters {
        return 1.0;
    }
    match (a.part, b.part) {
        (Part::Initial, Part::Initial) => return 0.0,
        (Part::Initial, _) | (_, Part::Initial) => {
            let same = a.letters.as_bytes().first() == b.letters.as_bytes().first() || a.sounds.first() == b.sounds.first();
            return if same { 0.9 } else { 0.0 };
        }
        _ => {}
    }
    let longer = a.letters.len().max(b.letters.len());
    let shorter = a.letters.len().min(b.letters.len());
    if shorter * 2 < longer && vowels == Vowels::Written {
        return 0.0;
    }
    if vowels == Vowels::Written && other_ending(&a.letters, &b.letters) {
        return 0.6;
    }
    let heard = distance(&a.sounds, &b.sounds, vowels);
    let apart = match vowels {
        // A slip of the hand is one, whatever it does to the sounds.
        Vowels::Written if heard > 1.0 => heard.min(strsim::osa_distance(&a.letters, &b.letters) as f32),
        _ => heard,
    };
    let length = if vowels == Vowels::Written { longer } else { a.sounds.len().max(b.sounds.len()) };
    // Two names that begin otherwise are less likely one.
    let beginning = match (a.sounds.first(), b.sounds.first()) {
        (Some(&x), Some(&y)) if vowels == Vowels::Written => 0.3 * sounds::between(x, y),
        _ => 0.0,
    };
    (1.0 - (apart + beginning) / length as f32).max(0.0)
}

/// Whether two words differ just in an ending that tells a woman from a man: Maria and Mario, Petrov and
/// Petrova.
pub fn other_ending(a: &str, b: &str) -> bool {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match (a.len(), b.len()) {
        (4.., _) if a.len() + 1 == b.len() => b.strip_suffix('a') == Some(a),
        (4.., _) if a.len() == b.len() => {
            let ends = |word: &str| word.ends_with('a') || word.ends_with('o');
            a != b && ends(a) && ends(b) && a[..a.len() - 1] == b[..b.len() - 1]
        }
        _ => false,
    }
}

/// The best alignment of two lists of words. `free`: any order will do, else only the order as it is.
pub fn align(a: &[&Word], b: &[&Word], vowels: Vowels, free: bool) -> Alignment {
    let fits: Vec<f32> = a.iter().flat_map(|x| b.iter().map(|y| fit(x, y, vowels))).collect();
    let straight = in_order(a, b, |i, j| fits[i * b.len() + j], vowels);
    if !free || straight.is_whole() || a.len() < 2 || b.len() < 2 {
        return straight;
    }
    let mut best = straight;
    let worth = |alignment: &Alignment| alignment.pairs.iter().map(|pair| (pair.fit - 0.6) * pair.letters as f32).sum::<f32>();
    // Surname first: the last words of one come first in the other.
    for turn in 1..if b.len() <= MOST_TURNED { b.len() } else { 0 } {
        let turned: Vec<&Word> = b[turn..].iter().chain(&b[..turn]).copied().collect();
        let back = |n: usize| (n + turn) % b.len();
        let mut found = in_order(a, &turned, |i, j| fits[i * b.len() + back(j)], vowels);
        // Words written as one do not go round the corner.
        if found.pairs.iter().any(|pair| pair.b.1 - pair.b.0 > 1 && back(pair.b.1 - 1) < back(pair.b.0)) {
            continue;
        }
        for pair in &mut found.pairs {
            let length = pair.b.1 - pair.b.0;
            pair.b = (back(pair.b.0), back(pair.b.0) + length);
        }
        found.alone_b = found.alone_b.iter().map(|&n| back(n)).collect();
        found.reordered = true;
        if worth(&found) > worth(&best) + 0.01 {
            best = found;
        }
    }
    if !best.is_whole() {
        let found = any_order(a, b, &fits);
        if worth(&found) > worth(&best) + 0.01 {
            best = found;
        }
    }
    best
}

/// The best alignment in the order of both. `fits` says how well two words fit, by their indices.
fn in_order(a: &[&Word], b: &[&Word], fits: impl Fn(usize, usize) -> f32, vowels: Vowels) -> Alignment {
    let width = b.len() + 1;
    // Best worth of the first i and j words, and the step that led there: how many words of each.
    let mut cells = vec![(0.0_f32, (0_usize, 0_usize), 0.0_f32); (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i + j == 0 {
                continue;
            }
            let mut best = (f32::MIN, (0, 0), 0.0);
            let mut offer = |from: usize, worth: f32, step, fit: f32| {
                if cells[from].0 + worth > best.0 {
                    best = (cells[from].0 + worth, step, fit);
                }
            };
            if i > 0 && j > 0 {
                let fit = fits(i - 1, j - 1);
                if fit >= FIT {
                    let letters = a[i - 1].letters.len().max(b[j - 1].letters.len()) as f32;
                    offer((i - 1) * width + j - 1, (fit - 0.6) * letters, (1, 1), fit);
                }
                for more in 2..=JOINED {
                    if i >= more && is_joined(&a[i - more..i], b[j - 1]) {
                        let (worth, fit) = as_one(&a[i - more..i], b[j - 1], vowels);
                        if fit >= FIT_JOINED {
                            offer((i - more) * width + j - 1, worth, (more, 1), fit);
                        }
                    }
                    if j >= more && is_joined(&b[j - more..j], a[i - 1]) {
                        let (worth, fit) = as_one(&b[j - more..j], a[i - 1], vowels);
                        if fit >= FIT_JOINED {
                            offer((i - 1) * width + j - more, worth, (1, more), fit);
                        }
                    }
                }
            }
            if i > 0 {
                offer((i - 1) * width + j, 0.0, (1, 0), 0.0);
            }
            if j > 0 {
                offer(i * width + j - 1, 0.0, (0, 1), 0.0);
            }
            cells[i * width + j] = best;
        }
    }
    let mut found = Alignment::default();
    let (mut i, mut j) = (a.len(), b.len());
    while i + j > 0 {
        let (_, step, fit) = cells[i * width + j];
        let (from_i, from_j) = (i - step.0, j - step.1);
        match step {
            (_, 0) => found.alone_a.push(from_i),
            (0, _) => found.alone_b.push(from_j),
            _ => {
                let letters = |words: &[&Word]| words.iter().map(|word| word.letters.len()).sum::<usize>();
                let letters = letters(&a[from_i..i]).max(letters(&b[from_j..j]));
                found.pairs.push(Pair { a: (from_i, i), b: (from_j, j), fit, letters });
            }
        }
        (i, j) = (from_i, from_j);
    }
    found.pairs.reverse();
    found.alone_a.reverse();
    found.alone_b.reverse();
    found
}

/// Whether these words may have been written as that one: about as many letters, no initials.
fn is_joined(several: &[&Word], one: &Word) -> bool {
    let letters: usize = several.iter().map(|word| word.letters.len()).sum();
    letters.abs_diff(one.letters.len()) <= 2 && several.iter().all(|word| word.part != Part::Initial)
}

fn as_one(several: &[&Word], one: &Word, vowels: Vowels) -> (f32, f32) {
    let whole = joined(several);
    let fit = fit(&whole, one, vowels);
    ((fit - 0.6) * whole.letters.len().max(one.letters.len()) as f32, fit)
}

/// An alignment word for word in any order: what fits best is paired first.
fn any_order(a: &[&Word], b: &[&Word], fits: &[f32]) -> Alignment {
    let mut fits: Vec<(f32, usize, usize)> =
        fits.iter().enumerate().filter(|(_, fit)| **fit >= FIT).map(|(n, &fit)| (fit, n / b.len(), n % b.len())).collect();
    fits.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut found = Alignment { reordered: true, ..Alignment::default() };
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    for (fit, i, j) in fits {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            let letters = a[i].letters.len().max(b[j].letters.len());
            found.pairs.push(Pair { a: (i, i + 1), b: (j, j + 1), fit, letters });
        }
    }
    found.pairs.sort_by_key(|pair| pair.a);
    found.alone_a = (0..a.len()).filter(|&n| !used_a[n]).collect();
    found.alone_b = (0..b.len()).filter(|&n| !used_b[n]).collect();
    found
}
