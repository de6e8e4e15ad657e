// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The state of a running emulator: its hubs, and the last requests and events that failed.</summary>
internal sealed record EmulatorSummary(IReadOnlyList<EmulatorSummary.Hub> Hubs, IReadOnlyList<EmulatorSummary.Failure> Failures)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Reads the summary of an emulator.</summary>
    /// <returns>The summary; <see langword="null"/> for a resource in Azure, and for an emulator that does not answer.</returns>
    public static async Task<EmulatorSummary?> TryReadAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttp)
        {
            return null; // a resource in Azure uses https
        }

        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            await using Stream body = await http.GetStreamAsync(new Uri(endpoint, "/live/summary"), cancellationToken);
            using JsonDocument json = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return new EmulatorSummary(
                [.. json.RootElement.GetProperty("hubs").EnumerateArray().Select(ReadHub)],
                [.. json.RootElement.GetProperty("failures").EnumerateArray().Select(ReadFailure)]);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Returns an explanation if the emulator knows other hubs, but not this one.</summary>
    public string? ExplainUnknown(string hub) => Hubs.Count == 0 || Hubs.Any(known => known.Name.Equals(hub, StringComparison.OrdinalIgnoreCase))
        ? null
        : Explanation.UnknownHub(hub, Hubs.Select(known => known.Name));

    private static Hub ReadHub(JsonElement hub) => new(ReadText(hub, "name"), hub.GetProperty("connections").GetInt32());

    private static Failure ReadFailure(JsonElement entry) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(entry.GetProperty("time").GetInt64()),
        ReadText(entry, "kind"),
        ReadText(entry, "title"),
        ReadText(entry, "reason"));

    // Names come from clients, and a control character can change the terminal.
    private static string ReadText(JsonElement element, string property) =>
        string.Concat((element.GetProperty(property).GetString() ?? "").Select(character => char.IsControl(character) ? ' ' : character));

    /// <param name="Name">The name of the hub.</param>
    /// <param name="Connections">The number of its connections.</param>
    internal sealed record Hub(string Name, int Connections);

    /// <param name="Time">The time at which the entry began.</param>
    /// <param name="Kind">The kind: <c>message</c>, <c>event</c>, <c>rest</c> or <c>connection</c>.</param>
    /// <param name="Title">The title on the live page.</param>
    /// <param name="Reason">The reason of the failure.</param>
    internal sealed record Failure(DateTimeOffset Time, string Kind, string Title, string Reason);
}
