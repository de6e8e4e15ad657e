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
    Azure Web PubSub on this machine: starts the emulator, and speaks to an emulator or a resource of the service.

    Exit codes: 0 it was done, or ended by Ctrl+C; 1 it could not be done, or a setting is wrong; 2 the command line cannot be read.
    Settings below WebPubSub: come from appsettings.json in this folder, from the environment (WebPubSub__AccessKey=...) and from --WebPubSub:AccessKey ...
    """);
start.AddTo(root); // without a command, it starts
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
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {misplaced.Option.Name} belongs behind the command. See webpubsub-emulator {parsed.CommandResult.Command.Name} --help.");
    return ToolError.BadUsage;
}

return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30), // for what is under way: clients are closed properly
});
