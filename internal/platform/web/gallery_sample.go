package web

func sampleQuestions() []Choice {
	why := &Why{Summary: "Waarom vragen we dit?", About: "klachten", Text: []string{
		"Wie klachten heeft, kan een ander ziek maken. Dan zoekt Nabij met u naar een andere manier."}}
	return []Choice{
		{Name: "klachten", Number: "1", Legend: "Heeft iemand in huis nu klachten, zoals hoesten, koorts of benauwd zijn?", Short: true, Why: why,
			Options: []Option{{Value: "nee", Label: "Nee"}, {Value: "ja", Label: "Ja"}, {Value: "weet-niet", Label: "Weet ik niet"}}},
		{Name: "buiten", Number: "2", Legend: "Kunt u elkaar buiten zien?",
			Help: "Een tuin, een portiek of een bankje in het park telt mee.",
			Options: []Option{{Value: "ja", Label: "Ja, dat kan", Chosen: true},
				{Value: "moeilijk", Label: "Het kan, maar met hulp", Help: "Bijvoorbeeld met een rolstoel, of met iemand erbij."},
				{Value: "nee", Label: "Nee"}, {Value: "weet-niet", Label: "Dat weet ik nog niet"},
				{Value: "geen", Label: "Dat wil ik niet zeggen"}}},
	}
}

func sampleUrgent() Urgent {
	return Urgent{Title: "Er kan nu iemand in gevaar zijn", Text: "Wacht niet op de rest van de vragen.", Call: "0800-2000",
		Who: "Veilig Thuis, dag en nacht", Steps: []string{"Bel nu, ook om te overleggen zonder naam te noemen.",
			"Is er direct gevaar? Bel 112."},
		Why: &Why{About: "gevaar", Terms: Terms{{Name: "Uw antwoord", Value: "Ik maak me grote zorgen"},
			{Name: "Regel", Value: "Ernstige zorgen gaan voor afstand"}, {Name: "Bron", Value: "Meldcode"}}}}
}

func sampleBalance() Balance {
	why := func(about, rule string) *Why {
		return &Why{About: about, Terms: Terms{{Name: "Uw antwoord", Value: "Ja"}, {Name: "Regel", Value: rule}}}
	}
	return Balance{Words: true,
		Near: Side{Label: "Pleit voor elkaar zien", Lines: []Line{
			{Label: "Veiligheid", Text: "U kunt over de telefoon niet horen hoe het echt gaat.", Weight: 3, Why: why("horen", "Zien waar horen niet genoeg is")},
			{Label: "Waardigheid", Text: "De inwoner vraagt zelf om bezoek.", Weight: 2, Why: why("bezoek", "De wens telt")},
			{Label: "Nabijheid", Text: "Er is al drie weken niemand langs geweest.", Weight: 2},
			{Label: "Nabijheid", Text: "Beeldbellen lukt niet.", Weight: 1}}},
		Far: Side{Label: "Pleit voor afstand", Lines: []Line{
			{Label: "Gezondheid", Text: "De inwoner is 82 en heeft longklachten.", Weight: 3, Why: why("leeftijd", "Kwetsbare gezondheid")},
			{Label: "Gezondheid", Text: "In huis is anderhalve meter moeilijk.", Weight: 1}}}}
}

func sampleForms() []FormCard {
	return []FormCard{
		{ID: "vorm-wandelen", Title: "Samen wandelen", Fit: Fits, Text: "Buiten, naast elkaar, met ruimte ertussen."},
		{ID: "vorm-deur", Title: "Aan de deur of het raam", Fit: Conditions, Text: "Kort, en u blijft buiten staan.", Open: true,
			Conditions: []string{"Vooraf bellen en de gezondheidscheck doen", "Twee stappen achteruit na het aanbellen"},
			Reasons:    []Line{{Text: "Binnen is anderhalve meter moeilijk.", Weight: 2}},
			How:        []Link{{Label: "Zo doet u een gesprek aan de deur", Href: "/_galerij"}}},
		{ID: "vorm-kantoor", Title: "Op kantoor", Fit: NotKnown, Text: "Dat hangt af van de open vragen."},
		{ID: "vorm-thuis", Title: "Thuis, binnen", Fit: NotAdvised, Conditions: []string{"Alleen als het niet anders kan"}},
		{ID: "vorm-groep", Title: "In een groep", Fit: Against, Text: "Vandaag mogen er drie mensen bij elkaar zijn."},
	}
}

func sampleTimeline() Timeline {
	src := Link{Label: "Rijksoverheid", Href: "https://example.org/"}
	return Timeline{ID: "tijdlijn", Title: "Wat gold wanneer", From: date(2020, 3, 1), To: date(2021, 3, 1),
		Mark: date(2020, 5, 20), MarkName: "Uw dag",
		Rows: []TimelineRow{
			{Label: "Afstand tot elkaar", Bars: []Bar{
				{From: date(2020, 3, 15), To: date(2020, 11, 30), Label: "1,5 m", Kind: "Dringend advies", Style: "urgent", Source: src},
				{From: date(2020, 12, 1), Label: "1,5 m", Kind: "Wet", Style: "law", Source: src}}},
			{Label: "Bezoek thuis, per dag", Bars: []Bar{
				{From: date(2020, 3, 23), To: date(2020, 5, 31), Label: "3 mensen", Kind: "Advies", Style: "advice", Source: src},
				{From: date(2020, 8, 18), To: date(2020, 10, 13), Label: "6 mensen", Kind: "Advies", Style: "advice", Source: src},
				{From: date(2020, 10, 14), To: date(2020, 12, 14), Label: "3", Kind: "Advies", Style: "advice", Source: src},
				{From: date(2020, 12, 15), To: date(2021, 1, 19), Label: "2", Kind: "Advies", Style: "advice", Source: src}}},
			{Label: "Eigen afspraak: eerst bellen", Bars: []Bar{
				{From: date(2020, 4, 1), Label: "altijd, met gezondheidscheck", Kind: "Eigen afspraak", Style: "own", Source: src}}}}}
}
