package resident

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

func newKey() string { return once.Key() }

var (
	filterName  = fault.Say("Geef de lijst een naam.", "Give the list a name.")
	needsReason = fault.Say("Kies waarvoor je deze lijst nodig hebt.", "Choose what you need this list for.")
	tooManyOut  = fault.Say("Meer dan 25 mensen in een bestand mag niet alleen. Maak de lijst kleiner, of vraag het aan je leidinggevende en de privacyfunctionaris.",
		"More than 25 people in a file is not for one person to decide. Make the list smaller, or ask your lead and the privacy officer.")
)

// filters saves a list, shares it with the team, or takes it away.
func (f *Feature) filters(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	filter := readFilter(form)
	_, err = f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		if drop := form.Text("weg"); drop != "" {
			return "", people.DropFilter(ctx, tx, a, drop)
		}
		s := people.SavedFilter{Name: form.Text("naam"), Filter: filter}
		relation := access.Self
		if team := form.Text("delen"); team != "" {
			if !slices.Contains(a.Teams, team) {
				return "", fault.New(fault.NotFound, fault.Text{})
			}
			s.Team, relation = team, access.OwnTeam
		}
		if !access.May(a, access.Add, access.Object{Kind: "filter", Org: a.Org, Relation: relation}).Allowed {
			return "", fault.New(fault.Forbidden, fault.Text{})
		}
		if s.Name == "" || len([]rune(s.Name)) > people.MaxName {
			return "", fault.New(fault.Invalid, fault.Text{}).At("naam", filterName)
		}
		id, err := people.AddFilter(ctx, tx, a, s, f.desk.Now())
		if err != nil || s.Team == "" {
			return id, err
		}
		return id, f.Audit.Record(ctx, tx, audit.Line{Event: "filter.shared", Kind: "filter", ID: id, Ground: "team"})
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/inwoners?"+filterQuery(filter).Encode())
}

// exportReasons are what a list on paper or in a file may be for.
var exportReasons = []string{"call_round", "handover", "meeting", "absence"}

// mostExported is how many people one worker may take out at once; more needs two people (see docs/privacy).
const mostExported = 25

// export gives the list as a file that no spreadsheet runs. It holds names, year of birth and nothing else.
func (f *Feature) export(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	reason := form.OneOf("reason", exportReasons...)
	if reason == "" {
		form.Problem("reason", needsReason)
		return form.Err()
	}
	list, more, err := people.List(ctx, f.DB.Read(), a, people.ScopeOf(a, access.Export), readFilter(form), "")
	if err != nil {
		return err
	}
	if list, err = f.desk.Shown(ctx, a, access.Export, list); err != nil {
		return err
	}
	if more || len(list) > mostExported {
		return usecase.Refuse(fault.New(fault.Forbidden, tooManyOut), audit.Line{Event: "access.refused", Kind: "resident", Ground: "too_many", Outcome: audit.Refused, Detail: "verb:export"})
	}
	line := audit.Line{Event: "resident.exported", Kind: "resident", Residents: desk.IDs(list), Detail: "reason:" + reason + ",count:" + strconv.Itoa(len(list))}
	if len(list) > 0 {
		line.Ground = desk.GroundOf(list)
	}
	if err := f.Audit.Note(ctx, line); err != nil {
		return err
	}
	var rows [][]string
	for _, x := range list {
		born := ""
		if x.Who.BirthYear != 0 {
			born = strconv.Itoa(x.Who.BirthYear)
		}
		rows = append(rows, []string{x.Who.Given, x.Who.Prefix, x.Who.Family, x.Who.Called, born})
	}
	say := func(key string) string { return web.Text(r, key) }
	data := sheet.Write([]string{say("resident.given"), say("resident.prefix"), say("resident.family"), say("resident.called"), say("resident.birth_year")}, rows)
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="lijst.csv"`) // the name of a file tells nothing
	w.WriteHeader(http.StatusOK)
	_, err = w.Write(data)
	return err
}
