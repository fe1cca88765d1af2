//! Headlines: lines that capitalise (nearly) every word, where a capital says nothing.

use crate::text::token::{Gap, Shape, Token};
use crate::text::words::WordClass;

/// For each token, whether its line capitalises (nearly) every word, as headlines do.
pub fn headlines(text: &str, tokens: &[Token], classes: &[Option<WordClass>]) -> Vec<bool> {
    let mut headline = vec![false; tokens.len()];
    let mut start = 0;
    while start < tokens.len() {
        let end = (start + 1..tokens.len()).find(|&token| tokens[token].before.has(Gap::LINE)).unwrap_or(tokens.len());
        let line = &tokens[start..end];
        let long = line.iter().filter(|token| token.span.len() >= 4 && !token.shape.has(Shape::DIGIT));
        let (count, upper) =
            long.fold((0, 0), |(count, upper), token| (count + 1, upper + usize::from(token.shape.has(Shape::UPPER))));
        let ends = text[line[line.len() - 1].span.end as usize..].trim_start_matches(['”', '"', ')']).starts_with('.');
        let byline = line[0].span.of(text).eq_ignore_ascii_case("by") || !line[0].shape.has(Shape::UPPER.or(Shape::DIGIT));
        let ordinary = (start..end)
            .filter(|&token| {
                tokens[token].shape.has(Shape::UPPER) && classes[token].is_some_and(|class| class != WordClass::Capitalised)
            })
            .count();
        let capitalised = (count >= 4 && upper * 10 >= count * 7 && ordinary >= 3) || (count == 3 && upper == 3 && ordinary >= 3);
        if capitalised && !ends && !byline && line.len() <= 30 {
            headline[start..end].fill(true);
        }
        start = end;
    }
    headline
}
