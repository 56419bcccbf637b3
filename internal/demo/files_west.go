package demo

// west is whom Karim and Bas have, and youth is whom Joris and Cora have.
var west = []profile{
	{key: "ron", given: "Ronald", called: "Ron", family: "Roodstaat", born: "1974-02-28", team: "west", worker: "karim", lives: "alone", street: "Kadestraat", number: "9", hood: "haven",
		ways: ways(mobile("101"), way("email", "ron@bewoner.example", "yes")), wishes: wishes(wish(5, "De kroeg is dicht en dus is mijn werk weg. Ik wil weten waar ik sta voordat de huur komt.")), groups: []string{"schulden"}, risk: "no", support: "no"},
	{key: "shirley", given: "Shirley", family: "Aanmaning", born: "1990-07-16", team: "west", worker: "karim", lives: "with_others", street: "Kadestraat", number: "28", hood: "haven",
		ways: ways(mobile("102"), way("text", "", "yes")), mates: mates(mate("Djaylano", "zoon", 2014), mate("Mila", "dochter", 2018)), wishes: wishes(wish(5, "Liever appen dan bellen, de kinderen zijn de hele dag thuis.")), groups: []string{"schulden"}, risk: "no", support: "no"},
	{key: "ferry", given: "Ferdinand", called: "Ferry", prefix: "ter", family: "Beslag", born: "1968-12-01", team: "west", worker: "karim", lives: "alone", street: "Havenhoofd", number: "2", hood: "haven",
		ways: ways(mobile("103")), hard: hard("", "no_digital", "reading"), wishes: wishes(wish(5, "Niet per post. Ik lees slecht en het is altijd rot.")), groups: []string{"schulden", "psychisch"}, risk: "unknown", support: "unknown"},
	{key: "alem", given: "Alem", family: "Nieuwkomer", born: "1988-03-20", team: "west", worker: "karim", lives: "alone", street: "Havenhoofd", number: "15", hood: "haven",
		ways: ways(mobile("104"), way("chat", "", "yes")), hard: speaks("Tigrinya", "yes", "Korte zinnen, en opschrijven wat is afgesproken."), groups: []string{"taal", "schulden"}, risk: "no", support: "yes"},
	{key: "bea", given: "Beatrix", called: "Bea", family: "Rekensom", born: "1957-01-31", team: "west", worker: "karim", lives: "alone", street: "Scheepswerf", number: "44", hood: "haven",
		ways: ways(phone("21")), wishes: wishes(wish(5, "Ik wil het zelf doen. Help me beginnen en laat me dan los.")), groups: []string{"schulden"}, risk: "yes", support: "no"},
	{key: "marco", given: "Marco", prefix: "de", family: "Zzp", born: "1979-10-10", team: "west", worker: "karim", lives: "with_others", street: "Scheepswerf", number: "70", hood: "haven",
		ways: ways(mobile("106"), way("email", "marco@bewoner.example", "yes")), mates: mates(mate("Ilona", "vriendin", 1983)), wishes: wishes(wish(5, "Mijn klussen zijn tot september weg. De regeling snap ik niet.")), groups: []string{"schulden"}, risk: "no", support: "no"},
	{key: "tine", given: "Martine", called: "Tine", family: "Stoepkrijt", born: "1981-06-18", team: "west", worker: "bas", lives: "with_others", street: "Nieuwe Laan", number: "6", hood: "nieuwland",
		ways: ways(mobile("107")), mates: mates(mate("Bram", "zoon, autisme", 2008)), wishes: wishes(wish(5, "Bram gaat al twee maanden niet naar school. Ik red het, maar vraag het over een week nog eens.")), groups: []string{"mantelzorg"}, risk: "no", support: "yes"},
	{key: "wout", given: "Wouter", called: "Wout", family: "Achterdocht", born: "1970-04-04", team: "west", worker: "bas", lives: "alone", street: "Nieuwe Laan", number: "81", hood: "nieuwland",
		ways: ways(way("door", "alleen aan de deur", "yes")), hard: hard("Zeg wie je bent en waarom je komt. Niet onverwacht.", "hard_to_express"), groups: []string{"psychisch"}, risk: "wont_say", support: "no"},
	{key: "ella", given: "Elisabeth", called: "Ella", prefix: "van den", family: "Balkon", born: "1950-09-09", team: "west", worker: "karim", lives: "alone", street: "Nieuwe Laan", number: "102", hood: "nieuwland",
		ways: ways(phone("22"), way("video", "", "yes")), wishes: wishes(wish(5, "Zwaaien vanaf het balkon is leuk, maar ik wil ook eens iets zeggen.")), groups: []string{"ouderen"}, risk: "yes", support: "no"},
	{key: "sef", given: "Jozef", called: "Sef", family: "Stilstand", born: "1965-11-11", team: "west", worker: "karim", lives: "alone", street: "Kadestraat", number: "55", hood: "haven", ways: ways(mobile("110")), groups: []string{"schulden"}, risk: "unknown"},
}

var youth = []profile{
	{key: "kevin", given: "Kevin", family: "Dromer", born: "2002-08-08", team: "opvang", worker: "joris", lives: "no_fixed", hood: "haven",
		ways: ways(way("chat", "", "yes"), way("through", "jongerencentrum De Schuur", "unknown")), wishes: wishes(wish(5, "Ik slaap bij maten. Niet naar huis bellen.")), groups: []string{"jongeren", "dakloos"}, risk: "no", support: "no"},
	{key: "samira", given: "Samira", family: "Schuilnaam", born: "2001-03-15", team: "opvang", worker: "joris", lives: "with_others", street: "Nieuwe Laan", number: "33", hood: "nieuwland",
		ways: ways(way("chat", "", "unknown")), wishes: wishes(wish(5, "Alleen als ik zelf bel. Mijn broers kijken in mijn telefoon.")), groups: []string{"jongeren"}, risk: "no", support: "no"},
	{key: "daan", given: "Daan", family: "Uitprobeer", born: "2003-12-12", team: "opvang", worker: "joris", lives: "with_others", street: "Nieuwe Laan", number: "12", hood: "nieuwland",
		ways: ways(mobile("203"), way("chat", "", "yes")), wishes: wishes(wish(5, "Wandelen is oké. Op kantoor zitten niet.")), mates: mates(mate("Moeder", "ouder", 1975)), groups: []string{"jongeren"}, risk: "no"},
	{key: "priscilla", given: "Priscilla", family: "Dakpan", born: "1993-05-05", team: "opvang", worker: "joris", lives: "shelter", street: "Nachtopvang Zonneveld", hood: "haven",
		ways: ways(way("through", "balie van de opvang", "yes")), groups: []string{"dakloos", "psychisch"}, risk: "no", support: "yes"},
	{key: "ger", given: "Gerardus", called: "Ger", prefix: "van", family: "Zwerven", born: "1961-01-20", team: "opvang", worker: "joris", lives: "no_fixed", hood: "haven",
		ways: ways(way("door", "bankje bij de haven, rond elf uur", "yes")), hard: hard("", "no_digital"), wishes: wishes(wish(5, "Geen afspraken. Kom maar langs het bankje.")), groups: []string{"dakloos"}, risk: "yes", support: "no"},
	{key: "fleur", given: "Fleur", family: "Voorstelling", born: "2004-02-02", team: "opvang", worker: "joris", lives: "with_others", street: "Tulpstraat", number: "61", hood: "bloemen",
		ways: ways(hours(mobile("206"), "ma-vr 15-17")), mates: mates(mate("Vader", "ouder", 1972), mate("Stiefmoeder", "ouder", 1978)), groups: []string{"jongeren"}, risk: "no"},
	{key: "milan", given: "Milan", family: "Spelvorm", born: "2000-10-30", team: "opvang", worker: "joris", lives: "alone", street: "Kadestraat", number: "13", hood: "haven", ways: ways(mobile("207")), groups: []string{"jongeren", "schulden"}, risk: "no"},
	{key: "anneke", given: "Anneke", family: "Zelfregie", born: "1946-04-27", team: "", worker: "cora", lives: "alone", street: "Rozenhof", number: "8", hood: "bloemen",
		ways: ways(phone("31"), way("letter", "", "yes")), wishes: wishes(wish(5, "Ik wil dat iemand naast mij zit als de gemeente belt.")), groups: []string{"ouderen"}, risk: "yes", support: "yes"},
	{key: "otto", given: "Otto", prefix: "van", family: "Inspraak", born: "1983-09-02", team: "", worker: "cora", lives: "shared", street: "Rozenhof", number: "60", hood: "bloemen",
		ways: ways(mobile("302")), hard: hard("Eén vraag tegelijk.", "hard_to_express"), wishes: wishes(wish(5, "Zij zeggen dat het niet mag. Ik wil weten wie dat beslist.")), risk: "no", support: "yes"},
}

// oldList is what Lotte brings in from the neighbourhood centre. Two rows are of people who have a file already.
const oldList = `Naam;Geboortedatum;Telefoon;Straat;Huisnummer;Postcode;Woonplaats
"Vlinder, Annie";4-7-1943;0999 00 041;Molenpad;3;9990 SA;Zonneveld
"Buitenspel, Cees van";12-2-1951;0999 00 042;Molenpad;5;9990 SA;Zonneveld
"Knipoog, Lies";30-9-1937;0999 00 043;Wiekslag;9;9990 SA;Zonneveld
"Zomaar, Piet";1946;0999 00 044;Wiekslag;11;9990 SA;Zonneveld
"Ergens, Sjaan van der";8-8-1940;0999 00 045;Wiekslag;15;9990 SA;Zonneveld
"Verzinsel, Adriaan van der";19-11-1944;0999 00 002;Molenpad;31;9990 SA;Zonneveld
"Nepmans, Wim";25-12-1949;0999 00 046;Tulpstraat;2;9991 SS;Zonneveld
"Voorbeeldsen, Jo";1947;06 0000 0004;Wiekslag;22 B;9990 SA;Zonneveld
`

// newList is one that waits: a row is not right yet.
const newList = `Voornaam;Achternaam;Geboortedatum;Mobiel;Woonplaats
Tonnie;Kaartspel;3-3-1948;06 0000 0301;Zonneveld
Riet;Nergens;31-2-1941;06 0000 0302;Zonneveld
Bart;Namaak;1952;06 0000 0303;Zonneveld
`
