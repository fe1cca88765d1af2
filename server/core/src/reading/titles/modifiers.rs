//! Words around a title that change its sense, and those that stand between it and a name.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Sense;
use crate::gazetteer::offices::words::word;

/// What a word does to the title it stands before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Modifier {
    /// Nothing: "current", "longtime", "hardline".
    Same,
    /// It gives it this sense.
    Sense(Sense),
    /// It leaves open whether the office is held: "ousted", "future", "self-declared".
    Open,
    /// It makes it another office: "deputy", "shadow", "council".
    Other,
}

const SAME: &str = "current incumbent sitting new newly elected reelected appointed reappointed named longtime long time serving \
    standing veteran embattled beleaguered hardline hard line hawkish dovish right left far wing conservative liberal moderate \
    centrist nationalist populist reformist pragmatic secular islamist powerful popular unpopular influential outspoken \
    controversial ailing aging ageing young seasoned respected ultranationalist ultraconservative pro western pragmatist \
    year old own first-time visiting federal";
const FORMER: &str = "former ex onetime one-time erstwhile previous late past retired formerly previously";
const ACTING: &str = "acting interim caretaker provisional transitional temporary stand-in";
const OUTGOING: &str = "outgoing departing";
const THEN: &str = "then";
const OPEN: &str = "incoming designate elect future prospective next would-be aspiring presumptive nominated nominee hopeful candidate \
    contender ousted deposed toppled overthrown sacked dismissed fired resigned impeached suspended exiled jailed imprisoned \
    detained convicted disgraced slain assassinated murdered executed self declared proclaimed styled disputed facto de rebel \
    so-called called breakaway puppet fugitive deceased dead martyred historic legendary wartime founding would be potential \
    possible likely once two three four rival parallel titular nominal unrecognised unrecognized recognised recognized alleged \
    purported fake fictional hypothetical era";
const OTHER: &str = "deputy vice assistant associate under sub co junior first second third shadow regional provincial local state \
    district city county municipal party council committee commission board bank club company corporate corporation \
    university college school student union association federation parliament parliamentary assembly senate house chamber \
    court league group agency bureau authority institute foundation society church congress cabinet coalition opposition \
    army navy air naval police military militia brigade division regiment faction bloc movement front chapter branch youth \
    tribal village town alternate adjunct honorary emeritus associate principal special personal private permanent \
    international european world global industry business trade bar guild chamber network channel newspaper editorial \
    football soccer baseball basketball cricket team";

/// Ranks, courtesies and faiths that may stand between a title and the name: they are no posts.
const RANKS: &str = "gen maj lt col capt cmdr cpl sgt brig adm general major lieutenant colonel captain commander admiral rear vice \
    brigadier commodore marshal air field chief master staff sergeant res ret retired reserve dr prof professor doctor mr mrs \
    ms miss sir dame lord lady baron baroness count sheikh sheik shaykh shaikh sayyid sayed seyyed seyed hojatoleslam hojjatoleslam \
    ayatollah grand mullah maulana imam rabbi hajj haj haji reverend rev fr father bishop archbishop cardinal patriarch pope \
    prince princess king queen crown his her excellency majesty highness royal senator sen rep mp mk the hon honorable honourable \
    right eng engineer advocate atty comrade pastor brother sister saint st";

fn table() -> &'static FxHashMap<u64, Modifier> {
    static TABLE: OnceLock<FxHashMap<u64, Modifier>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lists = [
            (OTHER, Modifier::Other),
            (OPEN, Modifier::Open),
            (SAME, Modifier::Same),
            (FORMER, Modifier::Sense(Sense::Former)),
            (ACTING, Modifier::Sense(Sense::Acting)),
            (OUTGOING, Modifier::Sense(Sense::Outgoing)),
            (THEN, Modifier::Sense(Sense::Then)),
        ];
        let words = |list: &'static str| list.split_whitespace().flat_map(|words| words.split('-'));
        lists.into_iter().flat_map(|(list, modifier)| words(list).map(move |each| (word(each), modifier))).collect()
    })
}

/// What the word of this hash does to a title.
pub(super) fn modifier(hash: u64) -> Option<Modifier> {
    table().get(&hash).copied()
}

/// Whether the word of this hash may stand between a title and a name.
pub(super) fn is_rank(hash: u64) -> bool {
    static TABLE: OnceLock<Vec<u64>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut ranks: Vec<u64> = RANKS.split_whitespace().map(word).collect();
        ranks.sort_unstable();
        ranks
    });
    table.binary_search(&hash).is_ok()
}

/// The sense of a title with two modifiers; none where they do not go together.
pub(super) fn combined(one: Sense, other: Sense) -> Option<Sense> {
    match (one, other) {
        (Sense::Present, sense) | (sense, Sense::Present) => Some(sense),
        (Sense::Former, Sense::Acting) | (Sense::Acting, Sense::Former) => Some(Sense::Former),
        (Sense::Then, Sense::Acting) | (Sense::Acting, Sense::Then) => Some(Sense::Then),
        (one, other) if one == other => Some(one),
        _ => None,
    }
}
