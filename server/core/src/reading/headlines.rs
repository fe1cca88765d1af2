//! Headlines: lines that capitalise (nearly) every word, where a capital says nothing.

use super::lexicon::Part;
use crate::text::token::{Gap, Shape, Token};

/// The most words that a headline has.
const LONGEST: usize = 30;

/// For each token, whether its line capitalises (nearly) every word, as headlines do; in place of what
/// `headline` held.
pub fn headlines(text: &str, tokens: &[Token], parts: &[Part], headline: &mut Vec<bool>) {
    headline.clear();
    headline.resize(tokens.len(), false);
    let mut start = 0;
    while start < tokens.len() {
        let rest = &tokens[start + 1..];
        let end = start + 1 + rest.iter().position(|token| token.before.has(Gap::LINE)).unwrap_or(rest.len());
        if end - start <= LONGEST && is_headline(text, &tokens[start..end], &parts[start..end]) {
            headline[start..end].fill(true);
        }
        start = end;
    }
}

/// Whether a line of at most [`LONGEST`] words is a headline; cheap where it has few capitals.
fn is_headline(text: &str, line: &[Token], parts: &[Part]) -> bool {
    let (mut count, mut upper) = (0, 0);
    for token in line.iter().filter(|token| token.span.len() >= 4 && !token.shape.has(Shape::DIGIT)) {
        count += 1;
        upper += usize::from(token.shape.has(Shape::UPPER));
    }
    if !((count >= 4 && upper * 10 >= count * 7) || (count == 3 && upper == 3)) {
        return false;
    }
    let ordinary =
        line.iter().zip(parts).filter(|(token, part)| token.shape.has(Shape::UPPER) && part.is(Part::ORDINARY)).count();
    let ends = || text[line[line.len() - 1].span.end as usize..].trim_start_matches(['”', '"', ')']).starts_with('.');
    let byline = || line[0].span.of(text).eq_ignore_ascii_case("by") || !line[0].shape.has(Shape::UPPER.or(Shape::DIGIT));
    // A sentence that ends inside the line belongs to wrapped prose; what is abbreviated is shorter.
    let prose = || {
        line.windows(2).any(|pair| pair[1].before.has(Gap::STOP) && pair[0].span.len() > 4 && !pair[0].shape.has(Shape::DOTTED))
    };
    ordinary >= 3 && !ends() && !byline() && !prose()
}
