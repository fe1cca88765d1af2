//! Headlines: lines that capitalise (nearly) every word, where a capital says nothing.
//!
//! There an ordinary word is read as if it had none, unless the words beside it make it part of a name or
//! title: the head behind a name ("Deutsche Bank"), what leads up to one ("New York"), a title.

use super::lexicon::Part;
use super::paragraph::Label;
use crate::text::token::{Gap, Shape, Token};

/// The most words that a headline has.
const LONGEST: usize = 30;

/// For each token, whether its line capitalises (nearly) every word, as headlines do; in place of what
/// `headline` held. Takes the capitals of ordinary words there away.
pub fn headlines(text: &str, tokens: &mut [Token], parts: &[Part], labels: &[Label], headline: &mut Vec<bool>) {
    headline.clear();
    headline.resize(tokens.len(), false);
    let mut start = 0;
    while start < tokens.len() {
        let rest = &tokens[start + 1..];
        let end = start + 1 + rest.iter().position(|token| token.before.has(Gap::LINE)).unwrap_or(rest.len());
        if end - start <= LONGEST && is_headline(text, &tokens[start..end], &parts[start..end]) {
            headline[start..end].fill(true);
            quieten(&mut tokens[start..end], &parts[start..end], &labels[start..end]);
        }
        start = end;
    }
}

/// Takes the capitals away that say nothing.
fn quieten(line: &mut [Token], parts: &[Part], labels: &[Label]) {
    let beside = |line: &[Token], n: usize| {
        line.get(n).is_some_and(|token| token.before.only(Gap::SPACE) && token.shape.has(Shape::UPPER))
    };
    let named = |n: usize| parts.get(n).is_some_and(|part| !part.is(Part::ORDINARY.or(Part::FUNCTION)));
    let mut before = false;
    for n in 0..line.len() {
        let part = parts[n];
        let ordinary = part.is(Part::ORDINARY.or(Part::FUNCTION)) && labels[n] == Label::Free && line[n].span.len() > 1;
        let follows = beside(line, n + 1);
        let opens = part.is(Part::OPENS) && parts.get(n + 2).is_some() && line[n + 1].before.only(Gap::SPACE) && named(n + 2);
        let caps = line[n].shape.all_caps();
        let belongs = (part.is(Part::HEAD.or(Part::COMPANY)) && before && line[n].before.only(Gap::SPACE))
            || (part.is(Part::LEAD.or(Part::COMPASS).or(Part::GIVEN)) && follows && named(n + 1))
            || (part.is(Part::TITLE) && !caps)
            || (part.is(Part::MODIFIER) && follows && !caps && parts[n + 1].is(Part::TITLE.or(Part::HEAD).or(Part::MODIFIER)))
            || opens;
        if ordinary && !belongs {
            line[n].shape.lower();
        }
        before = line[n].shape.has(Shape::UPPER);
    }
}

/// Whether a line of at most [`LONGEST`] words is a headline; cheap where it has few capitals.
fn is_headline(text: &str, line: &[Token], parts: &[Part]) -> bool {
    let (mut count, mut upper, mut caps, mut lower) = (0, 0, 0, 0);
    for (token, part) in line.iter().zip(parts).filter(|(token, _)| token.span.len() >= 4 && !token.shape.has(Shape::DIGIT)) {
        count += 1;
        upper += usize::from(token.shape.has(Shape::UPPER));
        lower += usize::from(!token.shape.has(Shape::UPPER) && !part.is(Part::FUNCTION) && !token.before.only(Gap::DASH));
        caps += usize::from(token.shape.all_caps());
    }
    // Of the long words only prepositions and their like stand without a capital.
    if lower > count / 8 {
        return false;
    }
    // A short line of capitals with a small word among them: "MINNESOTA AT MILWAUKEE".
    if count > 1 && caps == count && line.iter().zip(parts).any(|(token, part)| part.is(Part::FUNCTION) && token.shape.all_caps())
    {
        return true;
    }
    let ordinary_word = |part: &Part| part.is(Part::ORDINARY) && !part.is(Part::HEAD.or(Part::OPENS).or(Part::TITLE));
    // "Terms of the Transaction"
    if count == 2
        && upper == 2
        && line.len() <= 5
        && line.iter().any(|token| !token.shape.has(Shape::UPPER) && token.shape.has(Shape::LOWER))
        && line.iter().zip(parts).all(|(token, part)| {
            if token.shape.has(Shape::UPPER) {
                ordinary_word(part)
            } else {
                part.is(Part::FUNCTION) && !token.before.has(Gap::COMMA)
            }
        })
        && !text[line[line.len() - 1].span.end as usize..].starts_with(['.', ',', '”', '"', '’'])
    {
        return true;
    }
    if !((count >= 4 && upper * 10 >= count * 7) || (count == 3 && upper == 3)) {
        return false;
    }
    let named = Part::FORENAME.or(Part::SURNAME).or(Part::GIVEN);
    let capital = |token: &Token| token.shape.has(Shape::UPPER) && token.span.len() > 1;
    let ordinary =
        line.iter().zip(parts).filter(|(token, part)| capital(token) && part.is(Part::ORDINARY) && !part.is(named)).count();
    // A list of names has as many capitals and more commas.
    let capitals = line.iter().filter(|token| capital(token)).count();
    let commas = line.iter().filter(|token| token.before.has(Gap::COMMA)).count();
    let listing = commas > 2 || ordinary * 2 < capitals;
    let ends = || text[line[line.len() - 1].span.end as usize..].trim_start_matches(['”', '"', ')']).starts_with('.');
    let byline = || line[0].span.of(text).eq_ignore_ascii_case("by") || !line[0].shape.has(Shape::UPPER.or(Shape::DIGIT));
    // A sentence that ends inside the line belongs to wrapped prose; what is abbreviated is shorter.
    let prose = || {
        line.windows(2).any(|pair| pair[1].before.has(Gap::STOP) && pair[0].span.len() > 4 && !pair[0].shape.has(Shape::DOTTED))
    };
    (caps == count && ordinary >= 1) || (ordinary >= 3 && !listing && !ends() && !byline() && !prose())
}
