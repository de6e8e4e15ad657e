// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.CommandLine.Parsing;
using WebPubSub.Emulator.Tool;
using WebPubSub.Emulator.Tool.Commands;

(string[] commandLine, Dictionary<string, string?> settings) = ConfigurationArguments.Split(args);
var start = new StartCommand(settings);
var root = new RootCommand(
    """
    Runs the Azure Web PubSub emulator, and sends requests to the emulator or to a resource.

    Exit codes: 0 success or Ctrl+C; 1 failure or invalid setting; 2 invalid command line.
    Settings under WebPubSub: are read from appsettings.json in this folder, from the environment (WebPubSub__AccessKey=...) and from --WebPubSub:AccessKey ...
    """);
start.AddTo(root); // without a command, the tool starts the emulator
root.Subcommands.Add(start.Create());
root.Subcommands.Add(new TokenCommand().Create());
root.Subcommands.Add(new SendCommand().Create());
root.Subcommands.Add(new ConnectCommand().Create());
root.Subcommands.Add(new DiagnoseCommand().Create());

ParseResult parsed = root.Parse(commandLine);
if (parsed.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {ToolError.OneLine(parsed.Errors[0].Message)} See webpubsub-emulator --help.");
    return ToolError.BadUsage;
}

if (parsed.CommandResult.Parent is CommandResult parent && parent.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit) is { } misplaced)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {misplaced.Option.Name} must follow the command. See webpubsub-emulator {parsed.CommandResult.Command.Name} --help.");
    return ToolError.BadUsage;
}

return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30), // time to close the connections of clients
});
