// A plugin in Go: docs/handshake.md put into practice, with nothing but what the Thrift compiler generates.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	wire "go-files/thriftplugins"

	"github.com/apache/thrift/lib/go/thrift"
)

type value = wire.VariantValue

var (
	framed = thrift.NewTFramedTransportFactoryConf(thrift.NewTTransportFactory(), nil)
	binary = thrift.NewTBinaryProtocolFactoryConf(nil)
)

// An error for the host. The code is finer than the type, for hosts that know "error-code".
func refusal(kind wire.ErrorType, code string, message string) error {
	return &wire.QueryCatPluginException{Type: kind, ErrorCode: &code, ErrorMessage: message}
}

// A blob: a file, read where the host wants it. The host calls the methods as Blob_Read and so on.
type blob struct{ file *os.File }

func (b *blob) GetName() (*string, error) { return thrift.Pointer(filepath.Base(b.file.Name())), nil }
func (b *blob) GetContentType() (*string, error) {
	return thrift.Pointer("application/octet-stream"), nil
}
func (b *blob) GetLength() (*int64, error) {
	end, err := b.file.Seek(0, io.SeekEnd)
	return &end, err
}
func (b *blob) Read(offset, count int32) ([]byte, error) {
	return io.ReadAll(io.NewSectionReader(b.file, int64(max(0, offset)), int64(max(0, min(count, 1<<23)))))
}

// A row set: the files of a directory. The host calls the methods as RowsSet_GetRows and so on.
type files struct {
	directory string
	only      *string       // the host's value for the key column "name"
	left      []os.DirEntry // nil before the first row is read
}

func (f *files) GetColumns() ([]*wire.Column, error) {
	return []*wire.Column{
		{Name: "name", Type: wire.DataType_STRING}, {Name: "size", Type: wire.DataType_INTEGER},
		{Name: "modified", Type: wire.DataType_TIMESTAMP}, {Name: "is_directory", Type: wire.DataType_BOOLEAN},
	}, nil
}

func (f *files) GetRows(count int32) (rows *wire.RowsList, err error) {
	rows = &wire.RowsList{Values: []*value{}}
	if f.left == nil {
		f.left, err = os.ReadDir(f.directory)
	}
	for ; count > 0 && len(f.left) > 0; f.left = f.left[1:] {
		info, err := f.left[0].Info()
		if err != nil || f.only != nil && *f.only != info.Name() {
			continue // an error means that the file is deleted by now
		}
		name, size, modified, directory := info.Name(), info.Size(), wire.Timestamp(info.ModTime().Unix()), info.IsDir()
		rows.Values = append(rows.Values, &value{String_: &name}, &value{Integer: &size})
		rows.Values = append(rows.Values, &value{Timestamp: &modified}, &value{Boolean_: &directory})
		count--
	}
	rows.HasMore = count == 0
	return rows, err
}

func (f *files) GetKeyColumns() ([]*wire.KeyColumn, error) {
	return []*wire.KeyColumn{{ColumnIndex: 0, Operations: []string{"Equals"}}}, nil
}
func (f *files) SetKeyColumnValue(_ int32, _ string, v *value) error { f.only = v.String_; return nil }
func (f *files) UnsetKeyColumnValue(_ int32, _ string) error         { f.only = nil; return nil }
func (f *files) Open() error                                         { f.left = nil; return nil }
func (f *files) Reset() error                                        { return f.Open() }

var additions = []string{"Blob_ReadAt", "Blob_WriteAt", "RowsSet_GetColumnBatch", "Object_GetFunctions", "Services_Open"}

// Answers for a handle of no object, or of one that can't do this. All other calls are refused then.
var defaults = map[string]any{
	"Open": nil, "Close": nil, "Reset": nil, "SetContext": nil, "Seek": nil, "SetKeyColumnValue": nil,
	"UnsetKeyColumnValue": nil, "Position": thrift.Pointer(int32(-1)), "TotalRows": thrift.Pointer(int32(-1)),
	"GetUniqueKey": []string{}, "GetKeyColumns": []*wire.KeyColumn{}, "GetDescription": &wire.ModelDescription{},
}

// The service "plugin". Its methods run on as many goroutines as the host has connections.
type plugin struct {
	network, address string
	token, callback  int64 // for the host, and from it; the latter is -1 before the registration
	lock             sync.Mutex
	objects          []any // by handle; nil when the host has closed that
	processor        *thrift.TMultiplexedProcessor
	listeners        []net.Listener
	end              chan os.Signal
}

// Call answers all calls of the host: Serve with p.Serve(), Blob_Read with Read() of the object in question. It is the
// other end of a generated client, which stands for a service of any kind, and so for all methods of this one.
func (p *plugin) Call(_ context.Context, method string, args, result thrift.TStruct) (m thrift.ResponseMeta, err error) {
	given, target, name := reflect.ValueOf(args).Elem(), any(p), method
	if given.Field(0).Int() != p.callback {
		return m, refusal(wire.ErrorType_INVALID_AUTH_TOKEN, "INVALID_AUTHORIZATION_TOKEN", "Not the callback token")
	}
	var arguments []reflect.Value
	for i := 1; i < given.NumField(); i++ {
		arguments = append(arguments, given.Field(i))
	}
	if kind, short, _ := strings.Cut(method, "_"); kind == "Blob" || kind == "RowsSet" {
		target, _ = p.find(given.Field(1).Interface().(wire.Handle))
		name, arguments = short, arguments[1:]
	}
	success := reflect.ValueOf(result).Elem().FieldByName("Success")
	if answer, known := defaults[name]; target != nil && reflect.ValueOf(target).MethodByName(name).IsValid() {
		answers := reflect.ValueOf(target).MethodByName(name).Call(arguments)
		if err, _ = answers[len(answers)-1].Interface().(error); len(answers) == 2 {
			success.Set(answers[0])
		}
	} else if !known {
		err = refusal(wire.ErrorType_INVALID_OBJECT, "INVALID_OBJECT", "No object for "+method+", or no more")
	} else if answer != nil {
		success.Set(reflect.ValueOf(answer))
	}
	return m, err
}

func (p *plugin) find(handle wire.Handle) (object any, known bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if known = handle >= 0 && int(handle) < len(p.objects); known {
		object = p.objects[handle]
	}
	return object, known
}

var signatures = []string{
	"sha256(text: string): string", "files(directory: string): object<IRowsInput>", "file(path: string): blob"}

func (p *plugin) CallFunction(name string, given *wire.FunctionCallArguments, _ wire.Handle) (*value, error) {
	values := given.Positional
	for _, named := range given.Named {
		values = append(values, named)
	}
	if len(values) != 1 || values[0].String_ == nil {
		return nil, refusal(wire.ErrorType_ARGUMENT, "INVALID_ARGUMENT", "The only argument is a text")
	}
	text := values[0].GetString_()
	switch strings.ToLower(name) {
	case "sha256":
		return &value{String_: thrift.Pointer(fmt.Sprintf("%x", sha256.Sum256([]byte(text))))}, nil
	case "files":
		return p.keep(&files{directory: text})
	case "file":
		file, err := os.Open(text)
		if err != nil {
			return nil, refusal(wire.ErrorType_GENERIC, "FUNCTION_FAILED", err.Error())
		}
		return p.keep(&blob{file})
	}
	return nil, refusal(wire.ErrorType_INVALID_FUNCTION, "INVALID_FUNCTION", "There is no function "+name)
}

func (p *plugin) keep(object any) (*value, error) {
	p.lock.Lock()
	p.objects = append(p.objects, object)
	handle := wire.Handle(len(p.objects) - 1)
	p.lock.Unlock()
	info, err := p.Thread_GetHandleInfo(handle)
	return &value{Object: info}, err
}

func (p *plugin) Thread_GetHandleInfo(handle wire.Handle) (*wire.ObjectValue, error) {
	object, _ := p.find(handle)
	switch object := object.(type) {
	case *blob:
		return &wire.ObjectValue{Type: wire.ObjectType_BLOB, Handle: handle, Name: filepath.Base(object.file.Name())}, nil
	case *files:
		return &wire.ObjectValue{Type: wire.ObjectType_ROWS_INPUT, Handle: handle, Name: object.directory}, nil
	}
	return &wire.ObjectValue{Type: wire.ObjectType_NONE, Handle: -1, Name: "NULL"}, nil
}

func (p *plugin) Thread_CloseHandle(handle wire.Handle) error {
	object, known := p.find(handle)
	if !known {
		return refusal(wire.ErrorType_INTERNAL, "INVALID_OBJECT", "There was never such a handle")
	}
	if file, ok := object.(*blob); ok {
		file.file.Close()
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.objects[handle] = nil
	return nil
}

func (p *plugin) Shutdown() error {
	time.AfterFunc(time.Second/10, func() { p.end <- syscall.SIGTERM }) // not now: the host waits for the answer
	return nil
}

func pipeFile(name string) string { return filepath.Join(os.TempDir(), "CoreFxPipe_"+name) } // TMPDIR, or else /tmp

// Serve listens on one more endpoint, which the host can dial, many times, as soon as this returns.
func (p *plugin) Serve() (*string, error) {
	name := "qcatp-" + rand.Text()[:12]
	address, uri := pipeFile(name), "net.pipe://127.0.0.1/"+name
	if p.network == "tcp" {
		address = "127.0.0.1:0"
	}
	listener, err := net.Listen(p.network, address)
	if err != nil {
		return nil, err
	}
	if p.listeners = append(p.listeners, listener); p.network == "tcp" {
		uri = "tcp://" + listener.Addr().String()
	}
	bound := func(net.Addr) (net.Listener, error) { return listener, nil }
	socket := thrift.NewTServerSocketFromFactoryTimeout(bound, listener.Addr(), 0)
	go thrift.NewTSimpleServer4(p.processor, socket, framed, binary).Serve()
	return &uri, nil
}

// Calls the host on a connection of its own, so that no call waits for another.
func (p *plugin) ask(what func(*wire.PluginsManagerClient) error) error {
	connection, err := net.Dial(p.network, p.address)
	for tries := 250; err != nil && tries > 0; tries-- { // for 5 seconds: a host may listen late
		time.Sleep(20 * time.Millisecond)
		connection, err = net.Dial(p.network, p.address)
	}
	if err != nil {
		return err
	}
	defer connection.Close()
	transport, _ := framed.GetTransport(thrift.NewTSocketFromConnConf(connection, nil))
	protocol := thrift.NewTMultiplexedProtocol(binary.GetProtocol(transport), "plugins-manager")
	return what(wire.NewPluginsManagerClient(thrift.NewTStandardClient(protocol, protocol)))
}

// From the plugin's own endpoint to "ready", in the order of the handshake.
func (p *plugin) register(host *wire.PluginsManagerClient, token string) error {
	callback, err := p.Serve()
	if err != nil {
		return err
	}
	about := &wire.PluginData{Name: "go-files", Version: "1.0.0"}
	about.Features = []string{"callback-token", "shared-endpoint", "error-code"}
	for _, signature := range signatures {
		about.Functions = append(about.Functions, &wire.Function{Signature: signature, IsSafe: thrift.Pointer(true)})
	}
	answer, err := host.RegisterPlugin(context.Background(), token, *callback, about)
	if err != nil {
		return err
	}
	p.token, p.callback = answer.Token, answer.GetCallbackToken() // 0 if the host doesn't know this addition
	return host.PluginReady(context.Background(), p.token)
}

func main() {
	given := map[string]string{"token": os.Getenv("THRIFT_PLUGINS_TOKEN"), "parent-pid": "0"}
	os.Unsetenv("THRIFT_PLUGINS_TOKEN")
	for _, argument := range os.Args[1:] {
		name, text, _ := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		given[name] = text
	}
	scheme, where, _ := strings.Cut(given["server-endpoint"], "://")
	if where == "" || given["token"] == "" {
		log.Fatal("Only a host can start this plugin, with an endpoint and a token")
	}
	p := &plugin{network: "tcp", address: strings.TrimSuffix(where, "/"), callback: -1, end: make(chan os.Signal, 1)}
	if scheme == "net.pipe" {
		p.network, p.address = "unix", pipeFile(filepath.Base(where))
	}
	syscall.Umask(0o177) // nobody else may dial the socket files
	signal.Notify(p.end, syscall.SIGTERM)
	processor := wire.NewPluginProcessor(wire.NewPluginClient(p))
	for _, addition := range additions {
		delete(processor.ProcessorMap(), addition) // answered with "unknown method", since we don't announce it
	}
	p.processor = thrift.NewTMultiplexedProcessor()
	p.processor.RegisterProcessor("plugin", processor)
	err := p.ask(func(host *wire.PluginsManagerClient) error { return p.register(host, given["token"]) })
	for pid, _ := strconv.Atoi(given["parent-pid"]); err == nil && syscall.Kill(pid, 0) != syscall.ESRCH; {
		select {
		case <-p.end:
			err = io.EOF
		case <-time.After(time.Second):
		}
	}
	for _, listener := range p.listeners {
		listener.Close() // removes its socket file
	}
	if err != nil && err != io.EOF {
		log.Fatal("Could not register with the host: ", err)
	}
}
