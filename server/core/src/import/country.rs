//! Countries as sources write them: by code.

use crate::text::nations::{self, NationIx};

/// ISO 3166-1 codes of two letters in lower case, and what FollowTheMoney adds to them for states of the past and states
/// that few recognise; with the name in the vocabulary of nations. Sorted by code.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("ad", "Andorra"), ("ae", "United Arab Emirates"), ("af", "Afghanistan"), ("ag", "Antigua and Barbuda"),
    ("ai", "Anguilla"), ("al", "Albania"), ("am", "Armenia"), ("ao", "Angola"), ("ar", "Argentina"),
    ("as", "American Samoa"), ("at", "Austria"), ("au", "Australia"), ("aw", "Aruba"), ("az", "Azerbaijan"),
    ("az-nk", "Nagorno-Karabakh"), ("ba", "Bosnia and Herzegovina"), ("bb", "Barbados"), ("bd", "Bangladesh"),
    ("be", "Belgium"), ("bf", "Burkina Faso"), ("bg", "Bulgaria"), ("bh", "Bahrain"), ("bi", "Burundi"), ("bj", "Benin"),
    ("bm", "Bermuda"), ("bn", "Brunei"), ("bo", "Bolivia"), ("br", "Brazil"), ("bs", "Bahamas"), ("bt", "Bhutan"),
    ("bw", "Botswana"), ("by", "Belarus"), ("bz", "Belize"), ("ca", "Canada"), ("cd", "Democratic Republic of the Congo"),
    ("cf", "Central African Republic"), ("cg", "Republic of the Congo"), ("ch", "Switzerland"), ("ci", "Ivory Coast"),
    ("ck", "Cook Islands"), ("cl", "Chile"), ("cm", "Cameroon"), ("cn", "China"), ("co", "Colombia"), ("cr", "Costa Rica"),
    ("cshh", "Czechoslovakia"), ("cu", "Cuba"), ("cv", "Cape Verde"), ("cw", "Curacao"), ("cy", "Cyprus"),
    ("cy-trnc", "Northern Cyprus"), ("cz", "Czech Republic"), ("ddde", "East Germany"), ("de", "Germany"),
    ("dj", "Djibouti"), ("dk", "Denmark"), ("dm", "Dominica"), ("do", "Dominican Republic"), ("dz", "Algeria"),
    ("ec", "Ecuador"), ("ee", "Estonia"), ("eg", "Egypt"), ("eh", "Western Sahara"), ("er", "Eritrea"), ("es", "Spain"),
    ("et", "Ethiopia"), ("fi", "Finland"), ("fj", "Fiji"), ("fk", "Falkland Islands"), ("fm", "Micronesia"),
    ("fo", "Faroe Islands"), ("fr", "France"), ("ga", "Gabon"), ("gb", "United Kingdom"), ("gb-eng", "England"),
    ("gb-nir", "Northern Ireland"), ("gb-sct", "Scotland"), ("gb-wls", "Wales"), ("gd", "Grenada"), ("ge", "Georgia"),
    ("ge-ab", "Abkhazia"), ("ge-so", "South Ossetia"), ("gf", "French Guiana"), ("gh", "Ghana"), ("gi", "Gibraltar"),
    ("gl", "Greenland"), ("gm", "Gambia"), ("gn", "Guinea"), ("gp", "Guadeloupe"), ("gq", "Equatorial Guinea"),
    ("gr", "Greece"), ("gt", "Guatemala"), ("gu", "Guam"), ("gw", "Guinea-Bissau"), ("gy", "Guyana"), ("hk", "Hong Kong"),
    ("hn", "Honduras"), ("hr", "Croatia"), ("ht", "Haiti"), ("hu", "Hungary"), ("id", "Indonesia"), ("ie", "Ireland"),
    ("il", "Israel"), ("im", "Isle of Man"), ("in", "India"), ("iq", "Iraq"), ("ir", "Iran"), ("is", "Iceland"),
    ("it", "Italy"), ("jm", "Jamaica"), ("jo", "Jordan"), ("jp", "Japan"), ("ke", "Kenya"), ("kg", "Kyrgyzstan"),
    ("kh", "Cambodia"), ("ki", "Kiribati"), ("km", "Comoros"), ("kn", "Saint Kitts and Nevis"), ("kp", "North Korea"),
    ("kr", "South Korea"), ("kw", "Kuwait"), ("ky", "Cayman Islands"), ("kz", "Kazakhstan"), ("la", "Laos"),
    ("lb", "Lebanon"), ("lc", "Saint Lucia"), ("li", "Liechtenstein"), ("lk", "Sri Lanka"), ("lr", "Liberia"),
    ("ls", "Lesotho"), ("lt", "Lithuania"), ("lu", "Luxembourg"), ("lv", "Latvia"), ("ly", "Libya"), ("ma", "Morocco"),
    ("mc", "Monaco"), ("md", "Moldova"), ("md-pmr", "Transnistria"), ("me", "Montenegro"), ("mg", "Madagascar"),
    ("mh", "Marshall Islands"), ("mk", "North Macedonia"), ("ml", "Mali"), ("mm", "Myanmar"), ("mn", "Mongolia"),
    ("mo", "Macau"), ("mp", "Northern Mariana Islands"), ("mq", "Martinique"), ("mr", "Mauritania"), ("ms", "Montserrat"),
    ("mt", "Malta"), ("mu", "Mauritius"), ("mv", "Maldives"), ("mw", "Malawi"), ("mx", "Mexico"), ("my", "Malaysia"),
    ("mz", "Mozambique"), ("na", "Namibia"), ("nc", "New Caledonia"), ("ne", "Niger"), ("ng", "Nigeria"),
    ("ni", "Nicaragua"), ("nl", "Netherlands"), ("no", "Norway"), ("np", "Nepal"), ("nr", "Nauru"), ("nu", "Niue"),
    ("nz", "New Zealand"), ("om", "Oman"), ("pa", "Panama"), ("pe", "Peru"), ("pf", "French Polynesia"),
    ("pg", "Papua New Guinea"), ("ph", "Philippines"), ("pk", "Pakistan"), ("pl", "Poland"), ("pr", "Puerto Rico"),
    ("ps", "Palestine"), ("pt", "Portugal"), ("pw", "Palau"), ("py", "Paraguay"), ("qa", "Qatar"), ("re", "Reunion Island"),
    ("ro", "Romania"), ("rs", "Serbia"), ("ru", "Russia"), ("ru-ce", "Chechnya"), ("rw", "Rwanda"), ("sa", "Saudi Arabia"),
    ("sb", "Solomon Islands"), ("sc", "Seychelles"), ("sd", "Sudan"), ("se", "Sweden"), ("sg", "Singapore"),
    ("sh", "Saint Helena"), ("si", "Slovenia"), ("sk", "Slovakia"), ("sl", "Sierra Leone"), ("sm", "San Marino"),
    ("sn", "Senegal"), ("so", "Somalia"), ("so-som", "Somaliland"), ("sr", "Suriname"), ("ss", "South Sudan"),
    ("st", "Sao Tome and Principe"), ("suhh", "Soviet Union"), ("sv", "El Salvador"), ("sx", "Sint Maarten"),
    ("sy", "Syria"), ("sz", "Eswatini"), ("tc", "Turks and Caicos Islands"), ("td", "Chad"), ("tg", "Togo"),
    ("th", "Thailand"), ("tj", "Tajikistan"), ("tk", "Tokelau"), ("tl", "East Timor"), ("tm", "Turkmenistan"),
    ("tn", "Tunisia"), ("to", "Tonga"), ("tr", "Turkey"), ("tt", "Trinidad and Tobago"), ("tv", "Tuvalu"), ("tw", "Taiwan"),
    ("tz", "Tanzania"), ("ua", "Ukraine"), ("ug", "Uganda"), ("us", "United States"), ("uy", "Uruguay"),
    ("uz", "Uzbekistan"), ("va", "Vatican"), ("vc", "Saint Vincent and the Grenadines"), ("ve", "Venezuela"),
    ("vg", "British Virgin Islands"), ("vi", "U.S. Virgin Islands"), ("vn", "Vietnam"), ("vu", "Vanuatu"), ("ws", "Samoa"),
    ("xk", "Kosovo"), ("ye", "Yemen"), ("yt", "Mayotte"), ("yucs", "Yugoslavia"), ("za", "South Africa"), ("zm", "Zambia"),
    ("zw", "Zimbabwe"),
];

/// The nation that a code or a name means: "fr", "FR", "France".
pub fn nation_of(word: &str) -> Option<NationIx> {
    let code = word.to_ascii_lowercase();
    match CODES.binary_search_by_key(&code.as_str(), |(code, _)| code) {
        Ok(n) => nations::of_country(CODES[n].1),
        Err(_) => nations::of_country(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_each_means_a_nation_of_that_name() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
        for (code, name) in CODES {
            assert_eq!(nation_of(code).map(NationIx::name), Some(*name), "{code}");
        }
        assert_eq!(nation_of("FR"), nation_of("French Republic"));
        assert_eq!(nation_of("zz"), None);
    }
}
