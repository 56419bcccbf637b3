package oversight

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

const (
	linesOnPage = 50
	daysShown   = 7 // when no days were asked for
	refsShown   = 5
)

// exportReasons are what a part of the trail may be taken out for.
var exportReasons = []string{"review", "complaint", "incident", "authority"}

// question is what somebody asks of the trail, as it stands in the address.
type question struct {
	From, Until db.Date // both included
	Who, What   string
	Refused     bool
	File        string // a whole id, or a reference
}

var (
	wholeID   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}$`)
	reference = regexp.MustCompile(`^[0-9a-f]{12}$`)

	notADay     = fault.Say("De eerste dag ligt na de laatste.", "The first day is after the last.")
	notAFile    = fault.Say("Er is geen dossier met deze verwijzing.", "There is no file with this reference.")
	twoFiles    = fault.Say("Er is meer dan één dossier met deze verwijzing. Kies het dossier bij een regel in de lijst.", "There is more than one file with this reference. Choose the file at a line of the list.")
	tooMany     = fault.Say("Dit zijn te veel regels voor één bestand. Kies minder dagen.", "These are too many lines for one file. Choose fewer days.")
	needsReason = fault.Say("Kies waarvoor je dit nodig hebt.", "Choose what you need this for.")
)

// ask reads the question, and the filter that it is.
func (f *Feature) ask(r *http.Request, form *web.Form, a access.Actor) (q question, filter audit.Filter, err error) {
	q = question{Who: form.Text("wie"), What: form.Text("wat"), Refused: form.Text("geweigerd") == "ja", File: strings.ToLower(form.Text("dossier"))}
	today := db.DateOf(f.now(), f.Zone)
	q.Until, q.From = today, today.Add(1-daysShown)
	if d, ok := form.Day("tot"); ok {
		q.Until = db.DateOf(d, d.Location())
		q.From = q.Until.Add(1 - daysShown)
	}
	if d, ok := form.Day("van"); ok {
		q.From = db.DateOf(d, d.Location())
		if !form.Has("tot") && q.Until.Before(q.From) {
			q.Until = q.From
		}
	}
	if q.Until.Before(q.From) {
		form.Problem("van", notADay)
	}
	filter = audit.Filter{From: midnight(q.From, f.Zone), To: midnight(q.Until.Add(1), f.Zone)}
	if wholeID.MatchString(q.Who) {
		filter.Actor = q.Who
	}
	if e, ok := audit.Find(q.What); ok {
		filter.Event = e.Code
	} else if slices.Contains(audit.Classes, audit.Class(q.What)) {
		filter.Class = audit.Class(q.What)
	}
	if q.Refused {
		filter.Outcome = audit.Refused
	}
	switch {
	case q.File == "":
	case reference.MatchString(q.File):
		ids, err := people.ByReference(r.Context(), f.DB.Read(), a, q.File)
		if err != nil {
			return q, filter, err
		}
		switch len(ids) {
		case 1:
			filter.Resident = ids[0]
		case 0:
			form.Problem("dossier", notAFile)
		default:
			form.Problem("dossier", twoFiles)
		}
	case wholeID.MatchString(q.File):
		filter.Resident = q.File
	default:
		form.Problem("dossier", notAFile)
	}
	return q, filter, nil
}

// values gives the question as it stands in an address.
func (q question) values() url.Values {
	v := url.Values{"van": {q.From.String()}, "tot": {q.Until.String()}}
	for name, value := range map[string]string{"wie": q.Who, "wat": q.What, "dossier": q.File} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if q.Refused {
		v.Set("geweigerd", "ja")
	}
	return v
}

func (f *Feature) log(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showLog(w, r, form, http.StatusOK)
}

func (f *Feature) showLog(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	ctx := r.Context()
	a, _ := access.From(ctx)
	q, filter, err := f.ask(r, form, a)
	if err != nil {
		return err
	}
	workers, err := f.Watch.Colleagues(ctx, a)
	if err != nil {
		return err
	}
	view := logView{Back: web.Link{Label: say(r, "back"), Href: web.Path(r, homePath)}, Action: web.Path(r, logPath), ExportAction: web.Path(r, "/toezicht/logboek/uitvoeren"),
		Print: web.Path(r, "/toezicht/logboek/afdruk") + "?" + q.values().Encode(), Problems: form.Problems(), Fresh: !form.Has("van") || len(form.Problems()) > 0,
		Period: say(r, "period", "From", dayWords(r, q.From), "To", dayWords(r, q.Until))}
	f.fields(r, form, q, workers, &view)
	// A wrong question shows nothing. Only the reason for a file can be wrong beside a right one.
	if len(view.Problems) == 0 || status != http.StatusOK && form.At("reden") != "" && len(view.Problems) == 1 {
		before, _ := form.Int("voor")
		list, err := f.Audit.Search(ctx, may(a, access.List), filter, audit.Page{Before: int64(before), Limit: linesOnPage})
		if err != nil {
			return err
		}
		view.Asked = true
		for _, e := range list.Entries {
			view.Lines = append(view.Lines, f.lineWords(r, a, q, e, workers))
		}
		if list.Next > 0 {
			next := q.values()
			next.Set("voor", strconv.FormatInt(list.Next, 10))
			view.Next = web.Path(r, logPath) + "?" + next.Encode()
		}
		if before > 0 {
			view.Newest = web.Path(r, logPath) + "?" + q.values().Encode()
		}
	} else if status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	page := head(say(r, "log_title"))
	page.Same = logPath + "?" + q.values().Encode()
	return logPage.Render(w, r, status, page, view)
}

// fields fills the form of the question, and what goes along to a file.
func (f *Feature) fields(r *http.Request, form *web.Form, q question, workers map[string]string, view *logView) {
	view.From = web.Input{Name: "van", Type: "date", Label: say(r, "from"), Value: q.From.String(), Error: form.At("van")}
	view.Until = web.Input{Name: "tot", Type: "date", Label: say(r, "until"), Value: q.Until.String(), Error: form.At("tot")}
	for name, p := range map[string]*web.Input{"van": &view.From, "tot": &view.Until} {
		if p.Error != "" {
			p.Value = form.Text(name)
		}
	}
	view.Who = web.Select{Name: "wie", Label: say(r, "who"), Options: []web.Option{{Label: say(r, "everybody"), Chosen: q.Who == ""}}}
	var some []web.Option
	for id, name := range workers {
		some = append(some, web.Option{Value: id, Label: name, Chosen: id == q.Who})
	}
	for _, id := range []string{"program", "unknown"} {
		some = append(some, web.Option{Value: id, Label: known(r, "actor", id), Chosen: id == q.Who})
	}
	slices.SortFunc(some, func(x, y web.Option) int { return strings.Compare(x.Label+x.Value, y.Label+y.Value) })
	view.Who.Options = append(view.Who.Options, some...)
	view.What = web.Select{Name: "wat", Label: say(r, "what"), Options: []web.Option{{Label: say(r, "everything"), Chosen: q.What == ""}}}
	for _, c := range audit.Classes {
		view.What.Options = append(view.What.Options, web.Option{Value: string(c), Label: say(r, "all_of", "What", known(r, "class", string(c))), Chosen: string(c) == q.What})
		for _, e := range audit.Events() {
			if e.Class == c {
				view.What.Options = append(view.What.Options, web.Option{Value: e.Code, Label: known(r, "class", string(c)) + ": " + e.Words.In(web.Lang(r)), Chosen: e.Code == q.What})
			}
		}
	}
	view.Refused = web.Choice{Name: "geweigerd", Legend: say(r, "outcome_asked"), Several: true, Options: []web.Option{{Value: "ja", Label: say(r, "refused_only"), Chosen: q.Refused}}}
	view.File = web.Input{Name: "dossier", Label: say(r, "file"), Help: say(r, "file_help"), Value: form.Text("dossier"), MaxLength: 80, Error: form.At("dossier"), Optional: true}
	if view.File.Error == "" {
		view.File.Value = short(q.File)
	}
	for name, values := range q.values() {
		view.Hidden = append(view.Hidden, pair{name, values[0]})
	}
	slices.SortFunc(view.Hidden, func(x, y pair) int { return strings.Compare(x.Name, y.Name) })
	view.Reason = web.Select{Name: "reden", Label: say(r, "reason"), Error: form.At("reden"), Options: []web.Option{{Label: say(r, "choose")}}}
	for _, reason := range exportReasons {
		view.Reason.Options = append(view.Reason.Options, web.Option{Value: reason, Label: known(r, "reasons", reason), Chosen: form.Text("reden") == reason})
	}
}

// lineWords tells one line. The files in it are links to their own lines.
func (f *Feature) lineWords(r *http.Request, a access.Actor, q question, e audit.Entry, workers map[string]string) lineView {
	v := lineView{Seq: e.Seq, When: f.moment(r, e.At), Who: f.worker(r, workers, e.Actor), What: e.Event.Words.In(web.Lang(r)), Refused: e.Outcome == audit.Refused, Failed: e.Outcome == audit.Failed,
		Role: f.roles(r, e.Role), Ground: f.ground(r, e), Device: known(r, "device", e.Device), Place: known(r, "address", e.Address), Detail: e.Detail}
	if v.What == "" {
		v.What = e.Event.Code
	}
	if e.Forgotten {
		v.Who = say(r, "forgotten")
	}
	opens := access.MayAny(a, access.See, "resident")
	for i, id := range e.Residents {
		if i == refsShown {
			v.More = say(r, "more_files", "Count", len(e.Residents)-refsShown)
			break
		}
		next := question{From: q.From, Until: q.Until, File: id}
		ref := fileView{Short: short(id), Href: web.Path(r, logPath) + "?" + next.values().Encode()}
		if opens {
			ref.Open = web.Path(r, "/inwoners/"+id) // which decides itself who may
		}
		v.Files = append(v.Files, ref)
	}
	return v
}

func (f *Feature) roles(r *http.Request, roles string) string {
	var all []string
	for one := range strings.SplitSeq(roles, ",") {
		if one != "" {
			all = append(all, known(r, "role", one))
		}
	}
	return strings.Join(all, ", ")
}

// ground tells why it was allowed, or why not.
func (f *Feature) ground(r *http.Request, e audit.Entry) string {
	w := word(e.Ground)
	if w == "role" { // the role is told already
		return ""
	}
	return known(r, "ground", w)
}
