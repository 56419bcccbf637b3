package demo

// hoodKeys are the neighbourhoods, in a fixed order.
var hoodKeys = []string{"molen", "haven", "bloemen", "nieuwland"}

// givenOf gives the given names of the years in which somebody was born.
func givenOf(age int) []string {
	switch {
	case age >= 75:
		return givenOld
	case age >= 45:
		return givenMiddle
	}
	return givenYoung
}

var (
	givenOld = []string{"Johanna", "Maria", "Cornelis", "Johannes", "Wilhelmina", "Hendrik", "Adriana", "Jan", "Elisabeth", "Petronella", "Jacobus", "Gerrit", "Hendrika",
		"Cornelia", "Willem", "Pieter", "Catharina", "Margaretha", "Antonius", "Anna", "Theodora", "Geertruida", "Dirk", "Grietje", "Klaas", "Aaltje", "Lambertus", "Jantje",
		"Martinus", "Neeltje", "Franciscus", "Gijsbertus", "Trijntje", "Arie", "Sjoukje", "Alida", "Berend", "Helena", "Leendert", "Everdina"}
	givenMiddle = []string{"Anja", "Peter", "Monique", "Rob", "Ingrid", "Marcel", "Petra", "Erik", "Marjolein", "Hans", "Saskia", "Frank", "Yvonne", "René", "Wilma", "Edwin",
		"Astrid", "Ron", "Karin", "Jeroen", "Marianne", "Paul", "Esther", "Michel", "Angelique", "Henk", "Miranda", "Richard", "Ellen", "Bert", "Mariska", "Patrick", "Jolanda",
		"André", "Carla", "Dennis", "Bianca", "Ruud", "Sandra", "Wim"}
	givenYoung = []string{"Sem", "Emma", "Daan", "Lotte", "Lars", "Sanne", "Thijs", "Fleur", "Bram", "Isa", "Tim", "Anouk", "Jesse", "Roos", "Niels", "Femke", "Rick", "Lisa",
		"Stijn", "Noa", "Kevin", "Kim", "Bas", "Demi", "Joep", "Naomi", "Luuk", "Britt", "Mees", "Eva", "Tygo", "Maud", "Koen", "Jasmijn", "Wessel", "Tess", "Jelle", "Merel", "Sven", "Nina"}
	givenElsewhere = []string{"Fatima", "Mohamed", "Aylin", "Mehmet", "Zeynep", "Ahmed", "Samira", "Yusuf", "Nadia", "Ali", "Amira", "Hassan", "Emine", "Ibrahim", "Layla", "Omar",
		"Selam", "Tesfay", "Agnieszka", "Piotr", "Olena", "Ivan", "Mei", "Wei", "Priya", "Ravi", "Djenaro", "Shaniqua", "Marisol", "Luis", "Ngoc", "Blessing"}
)

// Family names are of two halves that no family put together: telling weather from things.
var (
	familyBegins = []string{"Zonne", "Regen", "Wolken", "Maan", "Nevel", "Storm", "Sneeuw", "Wind", "Dauw", "Hagel", "Bliksem", "IJzel", "Mist", "Vorst", "Zomer", "Herfst",
		"Winter", "Lente", "Avond", "Ochtend", "Schemer", "Sterren", "Kometen", "Planeten", "Duizend", "Honderd", "Zeven", "Negen", "Spiegel", "Schaduw", "Verhalen", "Verzin",
		"Speel", "Droom", "Fabel", "Sprook", "Papier", "Inkt", "Krijt", "Knutsel"}
	familyEnds = []string{"stoel", "kast", "lepel", "fiets", "knoop", "emmer", "trommel", "ladder", "kruk", "paraplu", "sok", "pet", "klomp", "bezem", "koffer", "lamp", "theepot",
		"deken", "pleister", "schaar", "potlood", "vlieger", "step", "tol", "kussen", "mand", "kurk", "spons", "borstel", "tas", "plank", "schroef", "bel", "haak", "rits", "veter",
		"want", "slab", "tobbe", "kan"}
	prefixesOf   = weights[string]{{"", 82}, {"van", 6}, {"de", 5}, {"van der", 4}, {"van den", 1}, {"ter", 1}, {"op den", 1}}
	soundsBegin  = []string{"bal", "dor", "fel", "gam", "kal", "lam", "mor", "nad", "ros", "sal", "tar", "vel", "yel", "zor", "ash", "bir"}
	soundsMiddle = []string{"a", "e", "i", "o", "u", "ami", "ade", "ori", "eki", "anu"}
	soundsEnd    = []string{"doun", "lioui", "koğlu", "mezi", "wski", "renko", "singha", "rado", "mbeki", "huang", "fikti", "verzi", "ghebre", "toso", "lakhi", "çelik"}
	streetBegins = []string{"Krekel", "Vlinder", "Merel", "Kikker", "Libel", "Egel", "Reiger", "Uilen", "Hommel", "Slakken", "Dromers", "Verhalen", "Sprookjes", "Zandloper", "Kompas", "Vuurtoren"}
	streetEnds   = []string{"straat", "laan", "weg", "pad", "hof", "plein", "singel", "kade", "dreef", "steeg"}
	languages    = []string{"Arabisch", "Turks", "Darija", "Tigrinya", "Pools", "Oekraïens", "Engels", "Spaans", "Papiaments", "Farsi", "Mandarijn", "Somali"}
	relations    = []string{"buurvrouw", "buurman", "dochter", "zoon", "zus", "broer", "vriendin", "vriend", "nicht", "vrijwilliger", "thuiszorg", "kennis van de kerk", "oud-collega"}
	wishesOld    = []string{
		"Ik wil weer iemand zien. Bellen is geen praten.", "Eén keer in de week een kwartier is genoeg.", "Als u maar afstand houdt, dan is een bezoek welkom.",
		"Ik mis de dagbesteding op dinsdag.", "Kom liever aan het raam, binnen ben ik bang.", "Mijn dochter regelt alles. Laat haar maar bellen.",
		"Ik wil naar het bankje bij de molen, met iemand.", "Laat mij maar. Als er iets is, bel ik.", "Een kaartje vind ik leuker dan een telefoontje.",
	}
	wishesMiddle = []string{
		"Ik wil weten waar ik recht op heb.", "Liever appen, de kinderen zijn de hele dag thuis.", "Ik wil het zelf doen. Help me beginnen.",
		"Samen de brieven openen, alleen durf ik niet.", "Wandelen praat makkelijker.", "Op kantoor graag, thuis kan ik niet vrijuit praten.",
		"Bel na zessen, dan ben ik terug van het werk.", "Ik heb rust nodig. Vraag het over twee weken nog eens.",
	}
	wishesYoung = []string{
		"Appen is prima.", "Niet naar huis bellen.", "Wandelen is oké, op kantoor zitten niet.", "Ik wil iets te doen hebben overdag.",
		"Gewoon af en toe vragen hoe het gaat.", "Kan het buiten, bij het veldje?",
	}
)
