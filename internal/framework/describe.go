package framework

// At finds the place in the file of the answer or field that a problem is about.
func (f *CaseFile) At(p Problem) Pos {
	for _, r := range f.Answers {
		if p.Asked.Question != "" && r.at == p.Asked {
			return r.pos
		}
	}
	return f.Pos
}

// Bare makes a framework in which a pack of guidelines or help lines can be tried when no framework uses it: it has
// one form of contact and every group that the guidelines speak of, and nothing else.
func Bare(p *Pack) *Pack {
	title := Text{}
	for _, l := range p.Head.Languages {
		title[l] = "…"
	}
	out := &Pack{Format: 1, Head: Head{Pos: p.Head.Pos, ID: "bare", Version: "1.0.0", Status: "draft", Kind: "framework",
		Languages: p.Head.Languages, Title: title}, Forms: []Form{{ID: "contact", Title: title}}}
	ref := Ref{Pos: p.Head.Pos, ID: string(p.Head.ID)}
	if p.Head.Kind == "helplines" {
		out.Head.HelpLines = []Ref{ref}
		return out
	}
	out.Head.Guidelines = []Ref{ref}
	seen := map[string]bool{}
	for i := range p.Holds {
		if p.Holds[i].Where == nil {
			continue
		}
		for _, g := range p.Holds[i].Where.Profile {
			if !seen[g.ID] {
				seen[g.ID] = true
				when := &Cond{Op: opDay, Day: NoDay, Span: Span{DayOf(1900, 1, 1), NoDay}}
				out.Profiles = append(out.Profiles, NamedCond{ID: ID(g.ID), Title: title, When: when})
			}
		}
	}
	return out
}
