package demo

import (
	"nabij/internal/people"
)

// openFiles types the old lists over.
func (s *story) openFiles() {
	s.at(5, 15, 0)
	for _, worker := range []string{"sanne", "lotte", "karim", "bas", "joris", "cora"} {
		for _, list := range [][]profile{east, west, youth} {
			s.start(worker, list)
		}
	}
}

// safeRules agrees with some how they can be reached without danger: one without letters, one that has run out since, one
// that lets nothing out but one way.
func (s *story) safeRules() {
	s.at(6, 10, 20)
	s.as("sanne").open("/inwoners/{nadia}/veilig-contact").
		fill("ways.0.kind", "mobile").fill("ways.0.value", "06 0000 0009").fill("ways.0.hours", "di-do 10-12").
		fill("unsafe.0.kind", "letter").fill("unsafe.1.kind", "text").
		fill("must_not", "Yassin").fill("cover", "Zeg dat het over school gaat.").fill("not_now", "Verkeerd verbonden").
		fill("help", "Bel mijn zus terug").fill("other", "Ophangen zonder naam.").fill("may_leave", "no").fill("careful", "yes").
		fill("agreed_on", "2020-05-06").fill("ask_after", "2020-05-27").fill("source", "resident").fill("means", people.InPerson).send("")
	s.at(6, 11, 5)
	s.as("karim").open("/inwoners/{ferry}/veilig-contact").fill("unsafe.0.kind", "letter").fill("may_leave", "yes").
		fill("agreed_on", "2020-05-06").fill("ask_after", "2020-06-30").fill("source", "resident").fill("means", people.InPerson).send("")
	s.at(6, 15, 30)
	s.as("joris").open("/inwoners/{samira}/veilig-contact").fill("ways.0.kind", "chat").fill("ways.0.hours", "ma-vr 14-16").
		fill("unsafe.0.kind", "phone").fill("unsafe.1.kind", "letter").fill("must_not", "De broers").fill("careful", "yes").fill("secret", "yes").
		fill("agreed_on", "2020-05-06").fill("ask_after", "2020-05-15").fill("source", "resident").fill("means", people.InPerson).send("")
	s.as("joris").open("/inwoners/{samira}/dossier").fill("dicht", "ja").send("")
}

// doubles adds somebody who is there already, and brings in a list with two more of them; one pair is joined.
func (s *story) doubles() {
	s.at(6, 16, 10)
	s.as("lotte").open("/inwoners").on("search").fill("q", "Geertruida Testvelt 1938").send("").on("add").send("")
	s.on("form").fill("given", "Geertruida").fill("family", "Testvelt").fill("birth", "1938").maybe("team", "{oost}").maybe("mijn").send("").
		on("form").send("anders=ja").keep("geert")
	s.at(6, 16, 40)
	s.bringIn("/inwoners/invoeren", oldList).on("form").send("doe=opslaan")
	s.at(6, 16, 55)
	s.as("lotte").open("/inwoners").on("search").fill("q", "van der Verzinsel").send("")
	other := s.other("Adriaan", "arie")
	s.ids["arie-list"] = other
	s.as("lotte").open("/inwoners/samenvoegen?a={arie}&b={arie-list}").on("form").send("doe=samen")
	s.at(6, 17, 10)
	s.bringIn("/inwoners/invoeren", newList).keep("import-waiting")
}

// bringIn uploads a list for Wijkteam Oost.
func (s *story) bringIn(path, text string) *story {
	s.as("lotte").open(path).on("form").fill("team", "{oost}")
	if s.err != nil {
		return s
	}
	s.Clock.Advance(30e9)
	p, err := s.who.visitor.upload(s.ctx, s.form, "bestand", "lijst.csv", text)
	s.fail(err)
	s.page, s.form = p, nil
	return s
}

// other finds the file of somebody with a name that is not the one that the story knows.
func (s *story) other(given, known string) (id string) {
	if s.err != nil {
		return ""
	}
	found, err := people.Search(s.ctx, s.DB.Read(), s.actor("lotte"), people.Scope{Team: true}, given)
	s.fail(err)
	for _, r := range found.Residents {
		if r.ID != s.ids[known] {
			id = r.ID
		}
	}
	return id
}

// knows marks that Sanne knows somebody of her own team privately.
func (s *story) knows() {
	s.at(7, 9, 5)
	s.as("sanne").open("/inwoners/{ineke}").open("/inwoners/{ineke}/bekenden").on("self").fill("zeker", "ja").send("doe=zelf")
	s.as("sanne").shut("/inwoners/{ineke}")
}

// workDays is what happens in files between the other scenes.
func (s *story) workDays() {
	s.at(11, 14, 0)
	s.as("sanne").open("/inwoners/{truus}").open("/inwoners/{truus}/wijzigen/wensen").
		fill("wishes.1.text", "Als het mooi weer is wil ik naar het bankje bij de molen. Samen.").fill("wishes.1.on", "2020-05-11").send("")
	s.at(11, 15, 40)
	s.as("karim").open("/inwoners/{sef}").open("/inwoners/{sef}/dossier").fill("closed", "2020-05-11").send("")
	s.at(12, 10, 0)
	s.as("lotte").open("/inwoners/{truus}").open("/inwoners/{koos}").on("hand").fill("worker", "{worker.karim}").send("doe=geef")
	s.at(12, 14, 20)
	s.as("karim").open("/inwoners?lijst=ja").open("/inwoners/{truus}").shut("/inwoners/{samira}")
	s.as("cora").open("/inwoners").shut("/inwoners/{truus}")
	s.at(12, 14, 45)
	s.as("sanne").open("/inwoners?lijst=ja&groep={ouderen}").on("save-filter").fill("naam", "Ouderen alleen, Molenbuurt").maybe("delen", "{oost}").send("")
}

// leaving ends everything of Bas: two people have nobody left.
func (s *story) leaving() {
	s.at(15, 16, 0)
	s.as("ada").open("/beheer/medewerkers/{worker.bas}").on("leave").fill("sure", "yes").send("do=leave")
}

// emergency is a file that was opened for an hour, and looked at since.
func (s *story) emergency() {
	s.at(15, 14, 20)
	s.as("sanne").shut("/inwoners/{wout}").open("/noodinzage/{wout}").fill("reason", "colleague_away").
		fill("explanation", "Buurvrouw belt: hij roept op straat en Bas is vrij. Ik wil weten hoe je hem rustig aanspreekt.").send("").sees("Achterdocht")
	s.at(15, 15, 0)
	s.as("lotte").open("/noodinzage").on("").fill("outcome", "right").fill("note", "Goed dat je keek. Bas had het niet overgedragen, dat bespreek ik met het team.").send("")
}

// oversight is what the privacy officer thought of an emergency in the week before.
func (s *story) oversight() {
	s.at(18, 9, 40)
	s.as("fenna").open("/toezicht?week=2020-05-11").on("o-1").send("uitkomst=in_order").sees("nagekeken")
}

// lastEmergency is the one that waits to be looked at.
func (s *story) lastEmergency() {
	s.at(19, 21, 40)
	s.as("karim").shut("/inwoners/{kevin}").open("/noodinzage/{kevin}").fill("reason", "danger").
		fill("explanation", "Hij stuurt via het jongerencentrum dat hij het niet meer ziet zitten. Joris neemt niet op.").send("").sees("Dromer")
}
