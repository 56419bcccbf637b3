// Package publishing (Dutch: kaderbeheer) is how an organisation changes frameworks and guidelines without a programmer:
// write a version beside those that come with the program, see at once what is wrong in it, what differs and which open
// decisions it touches, say who was consulted, and have a second person release it. It tells every other slice which
// content is in force (Library).
//
// It is not the engine, which is package framework, and it does not look into anybody's decision: how many come out
// differently is told by the slice that keeps them (Impacts). What workers say about content is slice feedback. It owns the tables
// pack_release, pack_version, pack_file, pack_author, pack_act, pack_consulted and pack_run.
package publishing
