//! Judgements that a careful editor would make, by the kind of difference.

use super::{Sort, compare};

#[track_caller]
fn same(pairs: &[(&str, &str)], sort: Sort) {
    for (a, b) in pairs {
        for (a, b) in [(a, b), (b, a)] {
            let judgement = compare(a, b, sort);
            assert!(judgement.same(), "{a} | {b}: {judgement:?}");
            assert!(!judgement.reason.is_empty() && judgement.score <= 1.0);
        }
    }
}

#[track_caller]
fn different(pairs: &[(&str, &str)], sort: Sort) {
    for (a, b) in pairs {
        for (a, b) in [(a, b), (b, a)] {
            let judgement = compare(a, b, sort);
            assert!(!judgement.same(), "{a} | {b}: {judgement:?}");
            assert!(!judgement.reason.is_empty() && judgement.score >= 0.0);
        }
    }
}

#[test]
fn spellings_of_a_person() {
    same(
        &[
            ("Dmitry Medvedev", "Dmitri Medvedev"),
            ("MEDVEDEV, Dmitry", "Dmitry Medvedev"),
            ("Medvedev Dmitry Anatolyevich", "Dmitry Medvedev"),
            ("D. Medvedev", "Dmitry Medvedev"),
            ("Mr. Dmitry Medvedev", "Dmitry Medvedev"),
            ("Dmitry Medvedev PhD", "Dmitry Medvedev"),
            ("Abd al-Rahman Yusuf", "Abdulrahman Youssef"),
            ("Muammar Gaddafi", "Moammar Qaddafi"),
            ("Bashar al-Assad", "Bashar Assad"),
            ("DmitryMedvedev", "Dmitry Medvedev"),
            ("Dmitry Medve dev", "Dmitry Medvedev"),
            ("Dmitry Mevdedev", "Dmitry Medvedev"),
            ("Aleksandr Dugin", "Alexander Dugin"),
            ("José García", "Jose Garcia"),
        ],
        Sort::Person,
    );
}

#[test]
fn other_persons() {
    different(
        &[
            ("Dmitry Medvedev", "Dmitry Peskov"),
            ("Maria Rossi", "Mario Rossi"),
            ("Ali Hassan", "Ali Hussein"),
            ("Jon Keller", "Jan Keller"),
            ("Bashar Assad", "Maher Assad"),
            ("Dmitry Ivanovich Orlov", "Dmitry Petrovich Orlov"),
            ("Hasan bin Omar al-Masri", "Omar bin Hasan al-Masri"),
            ("D. Medvedev", "A. Medvedev"),
            ("Anna", "Anna Keller"),
            ("Li Wei", "Li Wu"),
        ],
        Sort::Person,
    );
}

#[test]
fn companies_and_ships() {
    same(
        &[
            ("Northwind Ltd", "Northwind Limited"),
            ("ООО \"Ромашка\"", "Romashka LLC"),
            ("Nordsee Aktiengesellschaft", "Nordsee AG"),
            ("The Northwind Corporation", "Northwind Corp."),
            ("MV Aurora Star", "Aurora Star"),
            ("Smith & Sons", "Smith and Sons"),
            ("Open Joint Stock Company Romashka", "Romashka OJSC"),
            ("Centre for Defence Studies", "Center for Defense Studies"),
            ("WHO", "World Health Organization"),
        ],
        Sort::Other,
    );
    different(
        &[
            ("Northwind Bank", "Northwind Trust"),
            ("Northwind (Asia) Limited", "Northwind (Europe) Limited"),
            ("Northwind", "Northwind Holdings Chile"),
            ("S-300", "S-400"),
            ("Su-24", "Su-24M"),
            ("Fund II", "Fund III"),
            ("Aurora 7", "Aurora"),
            ("Ministry of Defence", "Ministry of Finance"),
        ],
        Sort::Other,
    );
}

#[test]
fn other_scripts() {
    same(
        &[
            ("Дмитрий Медведев", "Dmitry Medvedev"),
            ("Медведев Дмитрий", "Dmitry Medvedev"),
            ("محمود عباس", "Mahmoud Abbas"),
            ("מחמוד עבאס", "Mahmoud Abbas"),
            ("בני גנץ", "Benny Gantz"),
            ("حسن نصر الله", "Hassan Nasrallah"),
            ("Αλέξης Τσίπρας", "Alexis Tsipras"),
        ],
        Sort::Person,
    );
    different(
        &[("Дмитрий Медведев", "Dmitry Peskov"), ("محمود عباس", "Mohammed Dahlan"), ("习近朋", "习近平"), ("김정은", "김종은")],
        Sort::Person,
    );
}

#[test]
fn what_is_no_name() {
    different(&[("", ""), ("", "Anna"), ("—", "…"), ("\u{200f}", "x")], Sort::Unknown);
    let long = "Anna ".repeat(5_000);
    different(&[(&long, "Anna")], Sort::Unknown);
    same(&[(&long, &format!("{} ", long.to_uppercase()))], Sort::Unknown);
}

proptest::proptest! {
    #[test]
    fn any_two_strings_are_judged_alike_in_either_order(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        for sort in [Sort::Person, Sort::Other, Sort::Unknown] {
            let (one, other) = (compare(&a, &b, sort), compare(&b, &a, sort));
            proptest::prop_assert!((0.0..=1.0).contains(&one.score));
            proptest::prop_assert!((one.score - other.score).abs() < 0.2, "{one:?} {other:?}");
        }
        proptest::prop_assert!(a.trim().is_empty() || compare(&a, &a, Sort::Unknown).same() || super::Name::new(&a).folded.is_empty());
    }
}
