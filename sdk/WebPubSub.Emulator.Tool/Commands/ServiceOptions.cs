// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The options that select the service and the hub of a command.</summary>
internal sealed class ServiceOptions
{
    private const string Variable = "ConnectionStrings__WebPubSub";
    private const string DefaultConnectionString = "Endpoint=http://localhost:8080;AccessKey=" + WebPubSubEmulatorOptions.DefaultAccessKey + ";Version=1.0;";

    private readonly Option<string> _connectionString = new("--connection-string", "-c")
    {
        Description = $"The connection string of the emulator or a resource. The default is the environment variable {Variable}, or else the default emulator on this machine.",
        HelpName = "Endpoint=...;AccessKey=...",
    };

    private readonly Option<string> _hub = new("--hub")
    {
        Description = "The name of the hub.",
        HelpName = "name",
        DefaultValueFactory = _ => "chat",
    };

    public void AddTo(Command command)
    {
        _hub.RejectEmpty();
        _connectionString.RejectEmpty();
        command.Options.Add(_hub);
        command.Options.Add(_connectionString);
    }

    public string ReadHub(ParseResult parsed) => parsed.GetValue(_hub)!;

    public string ReadConnectionString(ParseResult parsed) =>
        parsed.GetValue(_connectionString) ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : DefaultConnectionString);

    public WebPubSubServiceEndpoint ReadEndpoint(ParseResult parsed) =>
        new(ReadConnectionString(parsed), new WebPubSubServiceClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = TimeSpan.FromSeconds(10) } }); // the user waits at the terminal

    public WebPubSubServiceClient CreateClient(ParseResult parsed) => new(ReadEndpoint(parsed), ReadHub(parsed));
}
