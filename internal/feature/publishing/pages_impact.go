package publishing

import (
	"net/http"

	"nabij/internal/platform/access"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// impactOf shows what a version does with open decisions, and after its release what came back.
func (f *Feature) impactOf(r *http.Request, d *desk, a access.Actor, v Version, c *Check) (impactView, error) {
	view := impactView{Known: f.Impact != nil, Refresh: d.path(versionPath(v.ID)) + "#gevolgen"}
	if !view.Known {
		return view, nil
	}
	last, err := lastRun(r.Context(), f.DB.Read(), a, v.ID, "impact")
	if err != nil {
		return view, err
	}
	back, err := lastRun(r.Context(), f.DB.Read(), a, v.ID, "back")
	if err != nil {
		return view, err
	}
	view.Busy = last.ID != "" && !last.Over() || back.ID != "" && !back.Over()
	view.Words = d.going(last, "publishing.impact")
	if last.ID != "" && !last.Over() {
		view.Progress = d.progress(last)
	}
	if last.State == "done" {
		view.Outcome = d.outcome(last, "publishing.impact_table")
		if last.Checksum != v.Checksum {
			view.Old = d.say("publishing.impact_old")
		}
	}
	if back.ID != "" {
		view.Back = d.going(back, "publishing.back")
		if !back.Over() {
			view.Progress = d.progress(back)
		}
	}
	if back.State == "done" {
		if last.State != "done" || last.Leaving != back.Leaving || last.Checksum != back.Checksum {
			view.BackTable = d.outcome(back, "publishing.back_table")
		} else {
			view.Outcome = d.beside(last, back)
			view.Compared = d.say("publishing.counts_same")
			if view.CountsOff = last.Impact != back.Impact; view.CountsOff {
				view.Compared = d.say("publishing.counts_off")
			}
		}
	}
	if mayChange(a) {
		if back.State == "interrupted" {
			view.Again = &act{Action: d.path(versionPath(v.ID)), Once: once.Key(), Version: v.Version, Do: "opnieuw",
				Button: web.Button{Label: d.say("publishing.again"), Kind: "primary", Name: "doe", Value: "opnieuw"}}
		}
		if c.Ready() && v.State != Withdrawn && (last.ID == "" || last.Over()) {
			label := "publishing.reckon"
			if view.Outcome != nil && view.Old == "" {
				label = "publishing.reckon_again"
			}
			if v.State == Released {
				label = "publishing.reckon_out"
			}
			view.Start = &act{Action: d.path(versionPath(v.ID) + "/gevolgen"), Once: once.Key(), Version: v.Version, Button: web.Button{Label: d.say(label)}}
		}
	}
	return view, nil
}

// going tells how it stands with a run.
func (d *desk) going(r Run, what string) string {
	switch {
	case r.ID == "":
		return d.say(what + ".none")
	case r.State == "done" && r.Leaving:
		return d.say(what+".done_out", "At", d.when(r.EndedAt))
	case r.State == "done":
		return d.say(what+".done", "At", d.when(r.EndedAt))
	}
	return d.say(what+"."+r.State, "At", d.when(r.StartedAt))
}

func (d *desk) progress(r Run) *web.Progress {
	if r.Total == 0 {
		return nil
	}
	return &web.Progress{Label: d.say("publishing.decisions"), Done: int(r.Done), Of: int(r.Total)}
}

// outcome is a table of counts: how many decisions there are, never which.
func (d *desk) outcome(r Run, caption string) *web.Table {
	return d.counted(caption, []string{"publishing.how_many"}, r)
}

// beside sets what was reckoned beside what was brought back.
func (d *desk) beside(reckoned, back Run) *web.Table {
	return d.counted("publishing.both_table", []string{"publishing.reckoned", "publishing.brought_back"}, reckoned, back)
}

func (d *desk) counted(caption string, heads []string, runs ...Run) *web.Table {
	t := &web.Table{Caption: d.say(caption), Head: []web.Cell{{Text: d.say("publishing.outcome")}}}
	for _, h := range heads {
		t.Head = append(t.Head, web.Cell{Text: d.say(h), Number: true})
	}
	for i, key := range []string{"open", "same", "other_reason", "other_advice", "cannot_tell"} {
		row := []web.Cell{{Text: d.say("publishing.outcome." + key)}}
		for _, r := range runs {
			n := []int{r.Impact.Open, r.Impact.Same, r.Impact.OtherReason, r.Impact.OtherAdvice, r.Impact.CannotTell}[i]
			row = append(row, web.Cell{Text: web.Number(d.lang, float64(n)), Number: true})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// progressPart gives the part of the page about open decisions, for a script that fetches it again.
func (f *Feature) progressPart(w http.ResponseWriter, r *http.Request) error {
	a, _, v, err := f.open(r.Context(), f.DB.Read(), access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	files, err := listFiles(r.Context(), f.DB.Read(), a.Org, v.ID)
	if err != nil {
		return err
	}
	d := f.desk(r, nil)
	c, err := f.check(r.Context(), v, files, d.lang)
	if err != nil {
		return err
	}
	view := versionView{}
	if view.Impact, err = f.impactOf(r, d, a, v, c); err != nil {
		return err
	}
	return versionPage.RenderPart(w, r, http.StatusOK, "impact", versionView{Impact: view.Impact})
}

// startImpact starts reckoning in the background.
func (f *Feature) startImpact(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if err := f.reckonImpact(r.Context(), form, r.PathValue("id")); err != nil {
		told, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showVersion(w, r, form, told, status)
	}
	return web.Redirect(w, r, versionPath(r.PathValue("id"))+"#gevolgen")
}
