package publishing

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// filePage shows one file, with what is wrong in it beside the text.
func (f *Feature) filePage(w http.ResponseWriter, r *http.Request) error {
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showFile(w, r, query.Text("naam"), nil, "", nil, http.StatusOK)
}

// showFile shows a file. With a form it shows what was typed, whole, whatever is wrong with it.
func (f *Feature) showFile(w http.ResponseWriter, r *http.Request, name string, form *web.Form, typed string, told *web.Notice, status int) error {
	ctx := r.Context()
	a, _, v, err := f.open(ctx, f.DB.Read(), access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	files, err := listFiles(ctx, f.DB.Read(), a.Org, v.ID)
	if err != nil {
		return err
	}
	d := f.desk(r, form)
	at := slices.IndexFunc(files, func(x File) bool { return x.Name == name })
	stored := File{Name: name}
	if at >= 0 {
		stored = files[at]
	}
	writes := v.Open() && mayChange(a)
	if at < 0 && (name != "" || !writes) && form == nil {
		return fault.New(fault.NotFound, fault.Text{})
	}
	view := fileView{Back: web.Link{Label: d.say("publishing.back_version"), Href: d.path(versionPath(v.ID))}, Problems: d.form.Problems(), Notice: told,
		Title: name, Action: d.path(versionPath(v.ID) + "/bestand"), Once: once.Key(), Version: stored.Version, New: at < 0, Frozen: !writes, Body: stored.Body,
		Name: web.Input{Name: "naam", Label: d.say("publishing.file_name"), Help: d.say("publishing.file_name_help"), Value: name, MaxLength: 100, Error: d.form.At("naam")},
		Text: web.TextArea{Name: "tekst", Label: d.say("publishing.file_text"), Help: d.say("publishing.file_text_help"), Rows: 30, Value: stored.Body, Error: d.form.At("tekst")}, MayDrop: writes && at >= 0 && name != "pack.yaml"}
	if name == "" {
		view.Title = d.say("publishing.new_file")
	}
	if form != nil {
		view.Text.Value = typed
		if !writes {
			view.Yours = typed
		}
		if seen, ok := form.Int("versie"); ok && at >= 0 && int64(seen) != stored.Version && status == http.StatusConflict {
			view.Stale, view.Theirs = true, stored.Body
		}
	}
	c, err := f.check(ctx, v, files, d.lang)
	if err != nil {
		return err
	}
	if at >= 0 {
		view.Found, view.Findings = d.findings(v, c, files, name)
	}
	hd := head(r)
	hd.Same, hd.Wide, hd.Scripts = versionPath(v.ID), true, []*web.Asset{jumpScript}
	return filePage.Render(w, r, status, hd, view)
}

// readLarge reads a form with a text that is larger than others: the text as it is, and the rest as every form.
func readLarge(r *http.Request) (*web.Form, string, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, "", fault.Keyed(fault.Invalid, "error.not_text")
	}
	if err := r.ParseForm(); err != nil {
		return nil, "", badUpload(err)
	}
	text := r.PostForm.Get("tekst")
	rest := url.Values{}
	for name, values := range r.PostForm {
		if name != "tekst" {
			rest[name] = values
		}
	}
	form, err := web.FormOf(web.Lang(r), rest)
	return form, text, err
}

// saveFile stores a file, or takes it out.
func (f *Feature) saveFile(w http.ResponseWriter, r *http.Request) error {
	form, typed, err := readLarge(r)
	if err != nil {
		return err
	}
	if _, _, _, err := f.open(r.Context(), f.DB.Read(), access.Change, r.PathValue("id")); err != nil {
		return err
	}
	name := form.Text("naam")
	seen, _ := form.Int("versie")
	if form.Text("doe") == "weg" {
		err = f.write(r.Context(), form, r.PathValue("id"), "act:file_dropped", func(ctx context.Context, tx db.Tx, a access.Actor, v Version) error {
			return dropFile(ctx, tx, a, v.ID, name, int64(seen))
		})
	} else {
		err = f.saveText(r.Context(), form, r.PathValue("id"), name, typed, int64(seen))
	}
	if err != nil {
		told, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showFile(w, r, name, form, strings.ToValidUTF8(typed, "\ufffd"), told, status)
	}
	if form.Text("doe") == "weg" {
		return web.Redirect(w, r, versionPath(r.PathValue("id")))
	}
	return web.Redirect(w, r, versionPath(r.PathValue("id"))+"/bestand?naam="+url.QueryEscape(name))
}

func (f *Feature) saveText(ctx context.Context, form *web.Form, id, name, typed string, seen int64) error {
	if problem := CheckName(name); problem != (fault.Text{}) {
		form.Problem("naam", problem)
	}
	body, problem := CleanBody(typed)
	if problem != (fault.Text{}) {
		form.Problem("tekst", problem)
	}
	if err := form.Err(); err != nil {
		return err
	}
	return f.write(ctx, form, id, "act:file_saved", func(ctx context.Context, tx db.Tx, a access.Actor, v Version) error {
		return putFile(ctx, tx, a, v.ID, name, body, seen)
	})
}

// upload takes a zip with a whole pack, or one file.
func (f *Feature) upload(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if _, _, _, err := f.open(r.Context(), f.DB.Read(), access.Change, id); err != nil {
		return err
	}
	values, name, data, err := readUpload(r)
	if err != nil {
		return err
	}
	form, err := web.FormOf(web.Lang(r), values)
	if err != nil {
		return err
	}
	left, err := f.takeIn(r.Context(), form, id, name, data)
	if err != nil {
		told, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showVersion(w, r, form, told, status)
	}
	if len(left) > 0 { // told at once: nothing keeps these names. Sending the form again changes nothing
		return f.showVersion(w, r, nil, nil, http.StatusOK, left...)
	}
	return web.Redirect(w, r, versionPath(id))
}

// takeIn puts what was sent in the place of the files of a draft, or beside them when it is one file. It gives the names
// in a zip that do not belong to a pack.
func (f *Feature) takeIn(ctx context.Context, form *web.Form, id, name string, data []byte) (left []string, err error) {
	var files []File
	var problem fault.Text
	zipped := strings.HasSuffix(strings.ToLower(name), ".zip")
	switch {
	case len(data) == 0:
		problem = fault.Say("Kies een bestand waar iets in staat.", "Choose a file that holds something.")
	case len(data) > MaxZipBytes:
		problem = fault.Say("Dit bestand is te groot: hooguit "+strconv.Itoa(MaxZipBytes>>20)+" MB.", "This file is too large: at most "+strconv.Itoa(MaxZipBytes>>20)+" MB.")
	case zipped:
		files, left, problem = readZip(data)
	default:
		name = form.OneOf("plaats", "", "cases/") + name
		if problem = CheckName(name); problem == (fault.Text{}) {
			var body string
			body, problem = CleanBody(string(data))
			files = []File{{Name: name, Body: body}}
		}
	}
	if problem != (fault.Text{}) {
		form.Problem("bestand", problem)
	}
	if err := form.Err(); err != nil {
		return nil, err
	}
	seen, _ := form.Int("versie")
	return left, f.write(ctx, form, id, "act:files_sent", func(ctx context.Context, tx db.Tx, a access.Actor, v Version) error {
		if v.Version != int64(seen) {
			return errStale
		}
		if zipped {
			return replaceFiles(ctx, tx, a, v.ID, files)
		}
		there, err := listFiles(ctx, tx, a.Org, v.ID)
		if err != nil {
			return err
		}
		was := int64(0)
		if i := slices.IndexFunc(there, func(x File) bool { return x.Name == name }); i >= 0 {
			was = there[i].Version
		}
		return putFile(ctx, tx, a, v.ID, name, files[0].Body, was)
	})
}

// readUpload reads a form with one file as a stream, bounded, without touching the disk.
func readUpload(r *http.Request) (values url.Values, name string, data []byte, err error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil, "", nil, fault.Keyed(fault.Invalid, "error.not_text")
	}
	values = url.Values{}
	for reader := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := reader.NextPart()
		if err == io.EOF {
			return values, name, data, nil
		}
		if err != nil {
			return nil, "", nil, badUpload(err)
		}
		if part.FormName() == "bestand" {
			name = part.FileName()
			if data, err = io.ReadAll(io.LimitReader(part, MaxZipBytes+1)); err != nil {
				return nil, "", nil, badUpload(err)
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, 1000))
		if err != nil {
			return nil, "", nil, badUpload(err)
		}
		if len(values) < 10 {
			values.Add(part.FormName(), string(text))
		}
	}
}

func badUpload(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return fault.Keyed(fault.Invalid, "error.not_text").Because(err)
}
