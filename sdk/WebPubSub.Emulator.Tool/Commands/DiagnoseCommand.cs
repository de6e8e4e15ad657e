// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The <c>diagnose</c> command. It runs checks in the order in which they depend on each other, and prints the necessary changes.</summary>
internal sealed class DiagnoseCommand
{
    private readonly ServiceOptions _service = new();

    private readonly Option<string> _handler = new("--handler") { Description = "Check this event handler too, with a webhook validation and a signed event that has no effect.", HelpName = "url" };

    private readonly Option<bool> _connect = new("--connect") { Description = "Connect a client too. The event handler of the hub receives its events." };

    public Command Create()
    {
        var command = new Command("diagnose", "Check the connection string, network, clock, access key and an event handler, and list the last failures of the emulator. The exit code is 1 if a check fails.");
        _service.AddTo(command);
        command.Options.Add(_handler);
        command.Options.Add(_connect);
        command.SetAction(ToolError.WithErrorHandling(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool allPassed = true;
        await foreach (CheckResult finding in CheckAsync(parsed, cancellationToken))
        {
            await Console.Out.WriteLineAsync(finding.ToString());
            allPassed &= !finding.IsFailure;
        }

        return allPassed ? 0 : ToolError.Failed;
    }

    private async IAsyncEnumerable<CheckResult> CheckAsync(ParseResult parsed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (WebPubSubServiceEndpoint? endpoint, CheckResult connectionString) = ReadConnectionString(parsed);
        yield return connectionString;
        if (endpoint is null)
        {
            yield break;
        }

        string hub = _service.ReadHub(parsed);
        if (!WebPubSubNames.IsValidHub(hub))
        {
            yield return new CheckResult("Hub", $"'{hub}' is not a valid hub name.", "Use a letter, followed by letters, digits or any of _ ` , . [ ].");
            yield break;
        }

        using var service = new ServiceCheck(endpoint, hub);
        (bool isReachable, IReadOnlyList<CheckResult> findings) = await service.CheckReachabilityAsync(cancellationToken);
        foreach (CheckResult finding in findings)
        {
            yield return finding;
        }

        if (isReachable)
        {
            // The summary is read before the other checks, because their failures would appear in it.
            foreach (CheckResult finding in Describe(await EmulatorSummary.TryReadAsync(endpoint.Endpoint, cancellationToken), hub))
            {
                yield return finding;
            }

            CheckResult key = await service.CheckKeyAsync(cancellationToken);
            yield return key;
            if (parsed.GetValue(_connect) && !key.IsFailure) // a client token is signed with the same key
            {
                yield return await service.ConnectAsync(cancellationToken);
            }
        }

        if (parsed.GetValue(_handler) is { } handler)
        {
            using var check = new HandlerCheck(endpoint, hub);
            await foreach (CheckResult finding in check.CheckAsync(handler, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<CheckResult> Describe(EmulatorSummary? summary, string hub)
    {
        if (summary?.ExplainUnknown(hub) is { } unknown)
        {
            yield return new CheckResult("Hub", $"the emulator has no connection and no event handler for hub '{hub}'.", unknown, IsInconclusive: true);
        }

        foreach (EmulatorSummary.Failure failure in summary?.Failures ?? [])
        {
            yield return new CheckResult($"Failed at {failure.Time.ToLocalTime():HH:mm:ss}", $"{failure.Kind} {failure.Title}", failure.Reason, IsInconclusive: true);
        }
    }

    private (WebPubSubServiceEndpoint? Endpoint, CheckResult CheckResult) ReadConnectionString(ParseResult parsed)
    {
        const string Subject = "Connection string";
        try
        {
            WebPubSubServiceEndpoint endpoint = _service.ReadEndpoint(parsed);
            return (endpoint, new CheckResult(Subject, $"endpoint {endpoint.Endpoint}"));
        }
        catch (ArgumentException exception)
        {
            return (null, new CheckResult(
                Subject, exception.Message.Split(" (Parameter ", 2)[0], "Copy it again from the start text of the emulator, or from Keys of the resource in the portal. Put it in quotes."));
        }
    }
}
